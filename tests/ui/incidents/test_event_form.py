"""The event form: an emergency is told once, the grade is suggested while one types, and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from dutyroom.incidents.events import EventFilter, NewFact
from dutyroom.incidents.model import Grade, SensitiveFlag
from dutyroom.log.model import Category, Handling, Urgency
from tests.factories import CONTENT, UNIT_NAME, a_sheet, a_slip
from tests.ui.desk.sitting import CTRL, Desk, Key, OpenDesk
from ui.incidents.event_form import EventForm
from ui.incidents.event_page import EventPage
from ui.incidents.kind_field import KindField
from ui.theme import Tone

TOLD = "青云路两车相撞。两人死亡，六人受伤。"


def opened(desk: Desk) -> EventForm:
    """Press F4 and return the form that opens."""
    desk.press(Key.Key_F4)
    (form,) = desk.window.slips.events()
    return form


def choose(desk: Desk, form: EventForm, letters: str) -> None:
    """Type initials into the kind and take the first that is offered."""
    form.fields.kind.setFocus()
    desk.write(letters)
    form.fields.kind.list_all()
    desk.press(Key.Key_Return)


def figure(desk: Desk, form: EventForm, name: str, digits: str) -> None:
    form.figures.cell(name).setFocus()
    form.figures.cell(name).clear()
    desk.write(digits)


@pytest.mark.req("R007", "R245")
def test_the_grade_follows_what_is_typed_and_the_file_holds_it_in_the_end(desk: Desk) -> None:
    form = opened(desk)
    assert isinstance(desk.focus(), KindField)
    assert desk.window.pages.isVisible(), "the page stays in sight: the form is never in the way"
    shown = form.suggestion
    assert "Choose the kind" in shown.state.text()
    choose(desk, form, "dljt")
    assert form.fields.kind.text() == "Road traffic accident"
    assert form.figures.shown() == ["deaths", "serious_injuries", "loss_wan"], "those the kind knows first"
    assert "never as zero" in shown.state.text()
    assert "Deaths" in shown.missing.text()
    figure(desk, form, "deaths", "2")
    assert shown.grade.accessibleName() == "Ordinary IV"
    assert shown.raises.text().splitlines()[0] == "1 more dead makes it Considerable"
    assert shown.going_up.text() == "Handling level decides"
    figure(desk, form, "deaths", "3")
    assert shown.grade.accessibleName() == "Considerable III"
    assert shown.condition.text() == "Deaths: 3 to under 10 people"
    assert "第三条" in shown.law.text()
    assert (shown.verified.text(), shown.verified.tone()) == ("The law itself was read", Tone.SUCCESS)
    assert (shown.going_up.text(), shown.reasons.text()) == ("Goes up, raises an alert", "Considerable or worse")
    figure(desk, form, "light_injuries", "6")
    assert "Lightly injured" in shown.unused.text()
    form.content.setFocus()
    desk.say(TOLD)
    form.fields.unit.setText(UNIT_NAME)
    form.fields.place.setText("青云路与滨河街路口")
    desk.save()
    assert desk.window.slips.all_forms() == []
    (event,) = desk.house.event_reader.all(desk.session, EventFilter())
    assert (event.title, event.suggested) == ("青云路两车相撞", Grade.III)
    file = desk.house.event_reader.file(desk.session, event.id)
    assert {fact.name: fact.value for fact in file.facts} == {"deaths": 3, "light_injuries": 6}, "the loss is unknown"
    assert {fact.said_by for fact in file.facts} == {UNIT_NAME}
    matter = file.matter.matter
    assert (matter.category, matter.urgency, matter.handling) == (
        Category.EMERGENCY,
        Urgency.IMMEDIATE,
        Handling.HANDLE_THEN_REPORT,
    )
    assert event.number in desk.window.notice.text()
    desk.window.notice._action.click()
    desk.settle()
    assert isinstance(desk.window.pages.current(), EventPage)


@pytest.mark.req("R042")
def test_what_is_sensitive_goes_up_whatever_its_figures_and_has_to_say_why(desk: Desk) -> None:
    form = opened(desk)
    choose(desk, form, "qtx")
    shown = form.suggestion
    assert "grades" in shown.local.text() or "graded" in shown.local.text(), "the law grades none of these"
    assert len(form.questions.rows()) == 10
    assert "10 questions to tick" in shown.asked.text()
    figure(desk, form, "participants", "6")
    assert shown.going_up.text() == "Handling level decides"
    form.fields.flags[SensitiveFlag.PLACE].setChecked(True)
    assert shown.going_up.text() == "Goes up, raises an alert"
    form.fields.place.setText("市政府南门")
    desk.save()
    assert "Say what is sensitive" in form.message.text()
    assert desk.focus() is form.fields.why
    desk.say("机关门前")
    question, bar = next(iter(form.questions.rows().items()))
    bar._chips["yes"].click()
    assert shown.grade.accessibleName().endswith(" I"), "a yes makes the worst condition count"
    desk.save()
    (event,) = desk.house.event_reader.all(desk.session, EventFilter())
    assert event.significant
    assert event.suggested is Grade.I
    assert event.title == "市政府南门 Mass incident", "nothing was told yet: place and kind are its title"
    assert question in desk.file(event.id).entries[-1].text


def test_a_number_that_cannot_be_is_marked_at_once_and_refused_with_the_reason(desk: Desk) -> None:
    form = opened(desk)
    desk.save()
    assert "Choose the kind of event first" in form.message.text()
    choose(desk, form, "dljt")
    field = form.figures.cell("deaths")
    for wrong in ("两人", "-1", "1.5"):
        field.setText(wrong)
        assert field.property("invalid") is True
        assert form.figures.figures() == {}
    desk.save()
    assert "whole number" in form.message.text()
    assert desk.focus() is field
    assert desk.matters() == ()
    field.setText("\uff13")
    assert form.figures.figures() == {"deaths": 3}, "as an input method writes it"


@pytest.mark.req("R001")
def test_a_draft_of_an_event_comes_back_in_the_next_window_with_every_field(desk: Desk, open_desk: OpenDesk) -> None:
    form = opened(desk)
    choose(desk, form, "qtx")
    form.content.setPlainText("市政府南门聚集约六十人。")
    for line, text in zip(
        form.fields.lines(), ("东湖区", "市政府南门", "机关门前", "邵青山", "现场指挥", "19900000031"), strict=True
    ):
        line.setText(text)
    form.fields.flags[SensitiveFlag.PLACE].setChecked(True)
    form.fields.drill.setChecked(True)
    form.fields.happened.setText("2026-11-21 19:50")
    form.person.setText("程先生")
    form.figures.cell("participants").setText("60")
    form.figures.cell("trapped").setText("2")
    next(iter(form.questions.rows().values()))._chips["no"].click()
    before = form.payload()
    desk.press(Key.Key_Escape)
    assert not desk.window.slips.isVisible()
    assert "One form is kept as a draft" in desk.window.notice.text()
    desk.leave()
    again = open_desk()
    (back,) = again.window.slips.events()
    again.settle()
    assert back.payload() == before
    assert back.suggestion.grade.accessibleName().endswith(" IV")
    again.window.slips.show_slips()
    again.save()
    (event,) = again.house.event_reader.all(again.session, EventFilter(drill=True))
    assert event.sheet.contact.phone == "19900000031"
    assert again.drafts("event") == []


@pytest.mark.req("R007")
def test_one_key_on_a_call_makes_its_event_file_and_takes_over_what_was_said(desk: Desk) -> None:
    file = desk.log(content=CONTENT, happened_at=desk.clock.now() - timedelta(minutes=20))
    desk.look_at(file)
    desk.press(Key.Key_M)
    (form,) = desk.window.slips.events()
    assert form.content.toPlainText() == CONTENT
    assert (form.fields.unit.text(), form.received.value()) == (UNIT_NAME, file.matter.received_at)
    assert form.fields.happened.value() == file.matter.happened_at
    desk.press(Key.Key_Escape)
    desk.look_at(file)
    desk.press(Key.Key_M)
    assert len(desk.window.slips.events()) == 1, "one form for one call"
    form = desk.window.slips.events()[0]
    choose(desk, form, "dljt")
    desk.save()
    assert desk.house.event_reader.is_event(desk.session, file.matter.id)
    assert isinstance(desk.window.pages.current(), EventPage), "its page has the file beside it now"
    assert desk.drafts("event") == []
    assert len(desk.matters()) == 1


@pytest.mark.req("R046")
def test_an_event_that_may_be_the_same_is_offered_and_this_call_joined_to_it(desk: Desk) -> None:
    known = desk.house.incidents.open_event(
        desk.session,
        a_slip(desk.clock, subject="青云路两车相撞"),
        a_sheet(),
        [NewFact("deaths", Decimal(1), UNIT_NAME)],
    )
    desk.clock.advance(timedelta(minutes=9))
    form = opened(desk)
    choose(desk, form, "dljt")
    form.fields.place.setText("青云路滨河街路口东侧")
    form.content.setPlainText("群众反映青云路两车相撞，死了三人。")
    figure(desk, form, "deaths", "3")
    form.said_by.setText("市民")
    form.look_now()
    desk.settle()
    (offer,) = form.same.offers()
    assert offer.incident.id == known.incident.id
    form.same._cards[0].button.click()
    desk.settle()
    desk.press(Key.Key_Return)
    assert "reason" in form.message.text(), "it is not joined without one"
    assert form.content.toPlainText().startswith("群众反映")
    form.same.reason.setFocus()
    desk.say("同一路口同一时间")
    desk.press(Key.Key_Return)
    assert desk.window.slips.all_forms() == []
    event = desk.house.event_reader.file(desk.session, known.incident.id)
    (joined,) = event.joined()
    assert event.incident.suggested is Grade.III, "the worse figure of the second call counts at once"
    assert desk.file(joined).entries[-1].text.endswith("同一路口同一时间")
    assert desk.house.event_reader.count(desk.session, EventFilter()) == 1
    desk.window.open_matter(known.incident.id)
    desk.settle()
    page = desk.window.pages.event_page
    page.joined.part_wanted.emit(joined)
    desk.settle()
    desk.say("实为两起")
    desk.press(Key.Key_Return, CTRL)
    after = desk.house.event_reader.file(desk.session, known.incident.id)
    assert (after.joined(), after.incident.suggested) == ((), Grade.IV)


def test_below_any_page_the_whole_form_is_in_sight_down_to_its_button(desk: Desk) -> None:
    desk.window.resize(1366, 768)
    file = desk.log()
    event = desk.house.incidents.open_event(desk.session, a_slip(desk.clock), a_sheet())
    for matter_id in (file.matter.id, event.incident.id):
        desk.window.open_matter(matter_id)
        desk.settle()
        form = opened(desk)
        desk.settle()
        for button in (form.save_button, form.later_button):
            foot = button.mapTo(desk.window, button.rect().bottomRight())
            assert desk.window.rect().contains(foot)
        desk.press(Key.Key_Escape)
