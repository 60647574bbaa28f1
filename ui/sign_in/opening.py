"""What is done in the background while somebody waits at the card: founding, opening, recovering."""

from __future__ import annotations

from dataclasses import field

from dutyroom.accounts.model import Session
from dutyroom.accounts.service import Accounts
from dutyroom.bootstrap import Founding, House, Place, found, open_with_recovery_key, unlock
from dutyroom.clock import Clock
from dutyroom.directory.service import Directory
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from ui.sign_in.recovering import Recovery
from ui.sign_in.signing_in import Credentials


@dataclass(frozen=True)
class Opened:
    """An open room with somebody signed in; the key is there only when it was founded just now.

    ``password`` is the one signed in with, kept only where it has to be changed at once.
    """

    house: House
    session: Session
    login: str = ""
    recovery_key: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def found_room(place: Place, founding: Founding, clock: Clock) -> Opened:
    """Found the room and sign its founder in; raises as ``found`` does."""
    house, recovery_key = found(place, founding, clock)
    try:
        founder = house.accounts.all()[0]
        return Opened(house, house.accounts.sign_in(founder.id), founder.login, recovery_key)
    except BaseException:
        house.close()
        raise


def open_room(place: Place, credentials: Credentials, clock: Clock) -> Opened:
    """Open the room for whoever this is; raises as ``unlock`` does."""
    house, session = unlock(place, credentials.login, credentials.password, clock)
    if not session.must_change_password:
        return Opened(house, session)
    return Opened(house, session, _login(house.accounts, session), password=credentials.password)


def recover_room(place: Place, recovery: Recovery, clock: Clock) -> Opened:
    """Open the room with the recovery key, set the new password and sign its owner in.

    Raises as ``open_with_recovery_key`` and ``Accounts.recover`` do.
    """
    house = open_with_recovery_key(place, recovery.recovery_key, clock)
    try:
        house.accounts.recover(recovery.login, recovery.password)
    finally:
        house.close()
    return open_room(place, Credentials(recovery.login, recovery.password), clock)


def change_first_password(opened: Opened, new: str) -> Opened:
    """Change the password that somebody else had set; raises as ``Accounts.change_password`` does."""
    session = opened.house.accounts.change_password(opened.session, opened.password, new)
    return Opened(opened.house, session, opened.login)


def login_of(name: str) -> str:
    """Return a login for ``name``: its full pinyin."""
    words = Directory.search_words(name)
    return max(words, key=len) if words else ""


def _login(accounts: Accounts, session: Session) -> str:
    login = next((known.login for known in accounts.all() if known.id == session.account_id), None)
    if login is None:
        raise Refused("accounts.closed")
    return login
