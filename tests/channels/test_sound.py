"""Sound is switched without a gap, kept playing, and its failure is noted and never fatal."""

from __future__ import annotations

import subprocess
import wave
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import Level
from dutyroom.alerts.sounding import SoundOwner
from dutyroom.bootstrap import House
from dutyroom.channels.sound import NO_DEVICE, PlayerSound, WindowsSound, sound_file, system_sound
from scripts.sounds import TONES, samples
from tests.alerts.people import an_incident

ONE, OTHER = Path("one.wav"), Path("other.wav")


class Player:
    """A player that ends when it is told to."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = list(command)
        self.ended: int | None = None

    def poll(self) -> int | None:
        return self.ended

    def terminate(self) -> None:
        self.ended = -15

    def wait(self, timeout: float | None = None) -> int:
        if self.ended is None:
            raise subprocess.TimeoutExpired(self.command, timeout or 0)
        return self.ended


def test_a_file_is_played_again_when_it_has_ended_and_switched_without_silence() -> None:
    started: list[Player] = []

    def start(command: Sequence[str]) -> Player:
        started.append(Player(command))
        assert len(started) < 2 or started[-2].ended is not None or command[-1] == "other.wav"
        return started[-1]

    sound = PlayerSound(start, lambda name: name if name == "aplay" else None)
    sound.keep_playing()
    assert started == []
    sound.play(ONE)
    sound.keep_playing()
    assert [player.command for player in started] == [["aplay", "-q", "one.wav"]]
    started[0].ended = 0
    sound.keep_playing()
    assert len(started) == 2
    sound.play(OTHER)
    assert (started[1].ended, started[2].command[-1]) == (-15, "other.wav")
    sound.stop()
    sound.keep_playing()
    assert (started[2].ended, len(started), sound.failure) == (-15, 3, "")


def test_no_player_no_device_and_a_player_that_will_not_end_are_noted_and_not_fatal(
    caplog: pytest.LogCaptureFixture,
) -> None:
    silent = PlayerSound(Player, lambda _name: None)
    silent.play(ONE)
    silent.keep_playing()
    assert (silent.failure, len(caplog.records)) == (NO_DEVICE, 1)

    def broken(_command: Sequence[str]) -> Player:
        raise OSError(13, "not allowed")

    refused = PlayerSound(broken, str)
    refused.play(ONE)
    assert refused.failure == NO_DEVICE
    started: list[Player] = []
    no_device = PlayerSound(lambda command: started.append(Player(command)) or started[-1], str)  # type: ignore[func-returns-value]
    no_device.play(ONE)
    assert no_device.failure == ""
    started[0].ended = 1  # aplay without a sound card
    no_device.keep_playing()
    assert (no_device.failure, len(started)) == (NO_DEVICE, 2), "and it tries again"


def test_windows_repeats_by_itself() -> None:
    calls: list[tuple[Any, int]] = []
    module = SimpleNamespace(SND_FILENAME=1, SND_ASYNC=2, SND_LOOP=4, SND_NODEFAULT=8)
    module.PlaySound = lambda file, flags: calls.append((file, flags))
    sound = WindowsSound(module)
    sound.play(ONE)
    sound.keep_playing()
    sound.stop()
    assert calls == [("one.wav", 15), (None, 0)]

    def fail(_file: object, _flags: int) -> None:
        raise RuntimeError("no device")

    module.PlaySound = fail
    sound.play(ONE)
    assert sound.failure == NO_DEVICE
    assert system_sound().failure == ""


@pytest.mark.parametrize("level", [level.value for level in Level])
def test_every_level_has_a_short_sound_of_its_own_made_by_our_script(level: str) -> None:
    with wave.open(str(sound_file(level))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 16_000)
        frames = file.readframes(file.getnframes())
    assert 1 <= len(frames) / 32_000 <= 4
    assert len(frames) == len(samples(TONES[level]))
    assert max(frames[1::2]) > 0
    assert len({sound_file(one.value).read_bytes() for one in Level}) == len(Level)


def test_an_alert_that_nobody_can_hear_is_noted_once_in_the_journal(house: House, session: Session) -> None:
    alert = house.alerts.confirm(session, an_incident())
    assert alert is not None
    actor = session.actor
    owner = SoundOwner(
        PlayerSound(Player, lambda _name: None),
        sound_file,
        lambda alert_id, code: house.alerts.note_channel_failed(actor, alert_id, "sound", code),
    )
    for _ in range(3):
        owner.update(house.alert_reader.live(session))
        owner.tick()
    about = [line for line in house.journal.lines_about(alert.id) if line.act == "alert.channel_failed"]
    assert [line.detail for line in about] == ['{"channel":"sound","code":"sound.no_device"}']
    owner.close()
