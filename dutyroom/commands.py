"""The commands on a room's file: verify, backup, restore, export, import, recovery-key."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dutyroom.accounts.keys import KeyFile
from dutyroom.accounts.model import Right, Session
from dutyroom.accounts.rules import rights_of
from dutyroom.bootstrap import House, Place, open_house, put_back_room, unlock
from dutyroom.clock import DEFAULT_ZONE, SystemClock
from dutyroom.errors import DutyroomError, Refused
from dutyroom.journal.model import Break, Head, Verdict
from dutyroom.paths import data_folder
from dutyroom.programs import desk_command
from dutyroom.storage.files import explain
from dutyroom.texts import sentence, term

if TYPE_CHECKING:
    from dutyroom.documents.model import Sheet
    from dutyroom.safekeeping import BroughtBack

PASSWORD_VARIABLE = "DUTYROOM_PASSWORD"
REPORT, HANDOVER = "report", "handover"
"""Stand in the place of FILE where a report is exported by its number, a handover by the watch that handed over."""
_HEAD = re.compile(r"([0-9]{1,15})[·.:\-]([0-9a-f]{4,64})")


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the commands to ``parser``; each sets ``run``."""
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("calendar", help="what kind of day DATE is: calendar DATE [--json]")
    commands.add_parser("grade", help="grade the facts of an incident: grade [--json] FILE|-")
    commands.add_parser("roster", help="plan a period, say why somebody is on: roster plan|explain|template …")
    verify = _with_file(commands.add_parser("verify", help="hold a data file against its journal"))
    verify.add_argument("--head", metavar="N·HASH", help="a head printed on paper, which the chain must pass through")
    verify.add_argument("--json", action="store_true", help="print the verdict as JSON")
    verify.set_defaults(run=_verify)
    backup = _with_file(commands.add_parser("backup", help="copy a room, checked, while the desk goes on"))
    backup.add_argument("folder", metavar="FOLDER", help="where to put the copy")
    backup.set_defaults(run=_backup)
    words = "put a copy, or the newest good one of a folder of copies, in the place of a room"
    restore = _with_file(commands.add_parser("restore", help=words))
    restore.add_argument("folder", metavar="FOLDER", help="the folder of the room; what is there is kept beside")
    as_it_was = "leave out what the room's own file and log still hold beyond the copy"
    restore.add_argument("--as-it-was", action="store_true", help=as_it_was)
    restore.set_defaults(run=_restore)
    export = _with_file(
        commands.add_parser(
            "export", help="write papers: export FILE DAY|WATCH, export report NUMBER, export handover WATCH"
        )
    )
    export.add_argument("what", metavar="DAY|WATCH|NUMBER", help="2026-11-21, 2026-11-21/night; after report 2026-7")
    export.add_argument("--out", required=True, metavar="DIR", help="where to write docx, xlsx or PDF")
    words = "the data file of a report or a handover (default: this user's room)"
    export.add_argument("--data", metavar="FILE", help=words)
    export.set_defaults(run=_export)
    renew = _with_file(commands.add_parser("recovery-key", help="make a new recovery key; the old one is void"))
    renew.set_defaults(run=_replace_recovery_key)
    bring = _with_file(commands.add_parser("import", help="read units and people from an Excel or CSV file"))
    bring.add_argument("table", metavar="TABLE", help="the xlsx or csv file")
    bring.set_defaults(run=_import)
    autostart = commands.add_parser("autostart", help="open the desk when this user signs in to the computer, or not")
    autostart.add_argument("wanted", choices=("on", "off", "status"))
    autostart.set_defaults(run=_autostart)


def _with_file(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("file", metavar="FILE", help="the data file (room.dutyroom); its key ring stands beside it")
    parser.add_argument("--account", metavar="LOGIN", help="who opens it; not needed for a drill room")
    parser.add_argument(
        "--password-file",
        metavar="FILE",
        help=f"where the password stands (- is standard input; or {PASSWORD_VARIABLE})",
    )
    return parser


def _open(asked: argparse.Namespace) -> tuple[House, Session | None]:
    """Open the room: a drill room by its open ring, any other by an account's password."""
    place = Place(Path(asked.file))
    ring = KeyFile(place.key_file).read()
    if ring.open_key and not asked.account:
        return open_house(place, bytes.fromhex(ring.open_key), bring_up=False), None
    return unlock(place, _login(asked), _password(asked), SystemClock())


def _data_key(asked: argparse.Namespace) -> bytes:
    """Return the key of the file without signing in to it: what is checked or copied must not be written to."""
    keys = KeyFile(Place(Path(asked.file)).key_file)
    ring = keys.read()
    if ring.open_key and not asked.account:
        return bytes.fromhex(ring.open_key)
    return keys.unlock(_login(asked), _password(asked), SystemClock().now())[1]


def _login(asked: argparse.Namespace) -> str:
    return str(asked.account or _asked_for(input, "登录名: "))


def _password(asked: argparse.Namespace) -> str:
    if asked.password_file == "-":
        return sys.stdin.readline().rstrip("\n")
    if asked.password_file:
        return _password_in(Path(asked.password_file))
    return os.environ.get(PASSWORD_VARIABLE) or _asked_for(getpass.getpass, "密码: ")


def _password_in(file: Path) -> str:
    try:
        return file.read_text("utf-8").rstrip("\r\n")
    except OSError as error:
        raise explain(error, file) from error
    except UnicodeDecodeError as error:
        raise Refused("command.bad_password_file", file=str(file)) from error


def _asked_for(ask: Callable[[str], str], words: str) -> str:
    """Ask at the terminal; Refused ``command.no_terminal`` where there is none."""
    try:
        return ask(words)
    except EOFError as error:
        raise Refused("command.no_terminal") from error


def _session(house: House, session: Session | None, right: Right) -> Session:
    """Return who acts: whoever signed in, or in a drill room the first of its people who may do it."""
    if session is not None:
        return session
    for account in house.accounts.all():
        if account.active and right in rights_of(account.roles):
            return house.accounts.sign_in(account.id)
    raise Refused("accounts.not_allowed", right=right.value)


def _progress(words: str) -> Callable[[int, int], None]:
    """Return a teller of progress for a terminal; silent elsewhere."""
    shown = sys.stderr.isatty()

    def tell(done: int, total: int) -> None:
        if shown and total:
            end = "\n" if done >= total else ""
            print(f"\r{words} {done * 100 // total}%", end=end, file=sys.stderr, flush=True)

    return tell


def _verify(asked: argparse.Namespace) -> int:
    house = open_house(Place(Path(asked.file)), _data_key(asked), bring_up=False)
    try:
        verdict = house.verify(_progress("核验"), _printed_head(asked.head))
    finally:
        house.close()
    if asked.json:
        print(json.dumps(_verdict_form(verdict), ensure_ascii=False))
    print(_verdict_sentence(verdict), file=sys.stderr if asked.json else sys.stdout)
    return 0 if verdict.whole else 1


def _printed_head(text: str | None) -> Head | None:
    if not text:
        return None
    found = _HEAD.fullmatch("".join(text.lower().split()))
    if found is None:
        raise Refused("journal.bad_head", text=text)
    return Head(int(found[1]), found[2])


def _verdict_form(verdict: Verdict) -> dict[str, object]:
    found = verdict.first_break
    form: dict[str, object] = {
        "whole": verdict.whole,
        "lines": verdict.lines,
        "rows": verdict.rows,
        "head": verdict.head.short(),
    }
    if found is not None:
        at = found.at.isoformat() if found.at else None
        form["break"] = {"reason": found.reason, "line": found.seq, "at": at, "act": found.act, "where": found.where}
    return form


def _verdict_sentence(verdict: Verdict) -> str:
    if verdict.first_break is None:
        return f"完整：{verdict.lines} 行日志、{verdict.rows} 条数据逐一相符，链首 {verdict.head.short()}。"
    return f"不完整：{_break_words(verdict.first_break)}"


def _break_words(found: Break) -> str:
    what = term("journal_break", found.reason)
    place = f"第 {found.seq} 行" if found.seq else "文件"
    when = f"（{found.at.astimezone():%Y-%m-%d %H:%M:%S} {found.name} {found.act}）" if found.at else ""
    where = f"，{found.where}" if found.where else ""
    return f"{place}{when}{what}{where}。请停止使用，保留现场，与纸质交接单上的日志链核对。"


def _backup(asked: argparse.Namespace) -> int:
    house, session = _open(asked)
    try:
        copy = house.back_up(_session(house, session, Right.BACK_UP), Path(asked.folder), _progress("备份"))
    finally:
        house.close()
    print(f"已备份到 {copy}，并已核对。")
    return 0


def _replace_recovery_key(asked: argparse.Namespace) -> int:
    login, password = _login(asked), _password(asked)
    house, session = unlock(Place(Path(asked.file)), login, password, SystemClock())
    try:
        print(house.accounts.replace_recovery_key(session, password))
    finally:
        house.close()
    print("这是新的恢复密钥，只显示这一次：请抄写或打印后放入保险柜。旧密钥已作废，只还能打开此前的备份。")
    return 0


def _restore(asked: argparse.Namespace) -> int:
    target = Place.in_folder(Path(asked.folder))
    source = Place(Path(asked.file))
    if asked.as_it_was and not source.data_file.is_dir():
        kept = put_back_room(source, target, _data_key(asked))
        print(f"已恢复到 {asked.folder}。" + (f"原来的文件保留为 {kept}。" if kept else ""))
        return 0
    from dutyroom import safekeeping

    clock = SystemClock()
    copies = [source.data_file]
    if source.data_file.is_dir():
        copies = [copy.file for copy in safekeeping.copies_in(source.data_file, DEFAULT_ZONE)]
    if not copies:
        raise Refused("backup.none_good", folder=asked.file)
    asked.file = str(copies[0])
    rings = [target, *(Place(copy) for copy in copies)] if target.key_file.exists() else [Place(copies[0])]
    asking = _asked_by(asked, rings[-1])
    key = safekeeping.key_of(rings, *asking, clock.now())
    copy = safekeeping.newest_good(copies, key)
    if copy is None:
        raise Refused("backup.none_good", folder=str(source.data_file))
    back = safekeeping.bring_room_back(copy, target, key, clock, _progress("恢复"))
    print(_back_words(back, target))
    return 0


def _asked_by(asked: argparse.Namespace, place: Place) -> tuple[str, str]:
    """Return name and password; none for a drill room, whose ring is open."""
    with contextlib.suppress(DutyroomError):
        if KeyFile(place.key_file).read().open_key and not asked.account:
            return "", ""
    return _login(asked), _password(asked)


def _back_words(back: BroughtBack, target: Place) -> str:
    said = f"已恢复到 {target.data_file.parent}：备份 {back.copy.name}"
    if back.salvaged.brought:
        said += f"，并从原文件找回其后的 {back.salvaged.brought} 项操作"
    said += "。"
    if back.salvaged.lost:
        said += f"另有 {back.salvaged.lost} 项操作未能找回，请按纸质记录补登。"
    return said + (f"原来的文件保留为 {back.kept}。" if back.kept else "")


def _export(asked: argparse.Namespace) -> int:
    from dutyroom.papers import export_paper

    if asked.file in (REPORT, HANDOVER):
        return _at_the_desk(asked)
    house, session = _open(asked)
    try:
        files = export_paper(house, _session(house, session, Right.PRINT), asked.what, Path(asked.out))
    finally:
        house.close()
    print("已导出 " + "、".join(str(file) for file in files) + "。")
    return 0


def _at_the_desk(asked: argparse.Namespace) -> int:
    """Let the screen's side write the paper, which alone can put a sheet on pages; no PDF where there is none."""
    desk = desk_command()
    if not desk:
        return export_with_pdf(asked, None)
    given = [*desk, "export", asked.file, asked.what, "--out", asked.out]
    for option, value in (
        ("--data", asked.data),
        ("--account", asked.account),
        ("--password-file", asked.password_file),
    ):
        given += [option, value] if value else []
    return subprocess.run(given, check=False).returncode


def export_with_pdf(asked: argparse.Namespace, write_pdf: Callable[[Sheet, Path], None] | None) -> int:
    """Write the report or the handover that ``asked`` names, and its PDF by ``write_pdf``; return the exit status.

    Raises Refused ``reports.bad_number``, ``reports.no_such_report``, ``calendar.bad_watch``,
    ``handover.no_such_handover``, ``accounts.not_allowed``, and Environment.
    """
    from dutyroom.handover_papers import export_handover
    from dutyroom.report_papers import export_report

    export = export_report if asked.file == REPORT else export_handover
    asked.file = asked.data or str(Place.in_folder(data_folder()).data_file)
    house, session = _open(asked)
    try:
        sheet, files = export(house, _session(house, session, Right.PRINT), asked.what, Path(asked.out))
        if write_pdf is not None:
            files.append(files[0].with_suffix(".pdf"))
            write_pdf(sheet, files[-1])
    finally:
        house.close()
    print("已导出 " + "、".join(str(file) for file in files) + "。")
    return 0


def _import(asked: argparse.Namespace) -> int:
    house, session = _open(asked)
    try:
        signed_in = _session(house, session, Right.EDIT_DIRECTORY)
        plan = house.directory.plan(signed_in, Path(asked.table), _progress("读取"))
        count = house.directory.apply(signed_in, plan, _progress("导入"))
    finally:
        house.close()
    for problem in plan.problems:
        print(f"第 {problem.line} 行：{sentence(problem.as_error())}", file=sys.stderr)
    print(f"已导入 {count} 条，{len(plan.problems)} 处问题。")
    return 0


def _autostart(asked: argparse.Namespace) -> int:
    from dutyroom.autostart import Autostart

    autostart = Autostart()
    if asked.wanted == "on":
        autostart.turn_on()
    elif asked.wanted == "off":
        autostart.turn_off()
    print("登录系统后自动打开值班室。" if autostart.is_on() else "登录系统后不自动打开值班室。")
    return 0
