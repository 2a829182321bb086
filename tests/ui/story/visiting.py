"""What a monitor does in a visit: begin it, walk through its forms with the keyboard, finish it."""

from monitorapp.records.field import Value
from tests.ui.story.hands import CTRL, Key, click, click_words, digit, focused, press, said, write
from tests.ui.story.laptop import Laptop
from ui.form.fields.time_field import TimeField
from ui.form.form_page import FormPage
from ui.visits.cockpit_page import CockpitPage
from ui.visits.finish_page import FinishPage
from ui.visits.home_page import HomePage
from ui.visits.new_visit_page import NewVisitPage


class Visiting:
    """One visit on one laptop."""

    def __init__(self, laptop: Laptop, visit: str) -> None:
        self.laptop, self.visit = laptop, visit

    @classmethod
    def begin(cls, laptop: Laptop) -> "Visiting":
        """Begin a visit to the practice facility on the page of new visits."""
        laptop.frame.go("visits")
        home = laptop.page("visits", HomePage)
        click_words(home, said("HomePage", "New visit"))
        page = laptop.page("new_visit", NewVisitPage)
        press(Key.Key_Return)  # the practice facility stands first
        page.visit_type.entry().setFocus()
        digit(1)
        click(page.begin_button)
        laptop.wait(lambda: laptop.shown == "visit")
        laptop.calm()
        return cls(laptop, laptop.frame.place()["visit"])

    # The overview

    def overview(self) -> CockpitPage:
        """Go to the overview of the visit."""
        self.laptop.front()
        self.laptop.frame.go("visit", visit=self.visit)
        return self.laptop.page("visit", CockpitPage)

    def add(self, form: str) -> str:
        """Add a cell or an interview by one press; it opens at once. Returns its id."""
        page = self.overview()
        click(page.documents.add_buttons[form])
        self.form()
        return self.laptop.frame.place()["document"]

    # The form

    def form(self) -> FormPage:
        """The form that is open, once it stands."""
        page = self.laptop.page("form", FormPage)
        self.laptop.wait(lambda: page.presenter.is_open and page.stack.current is not None)
        self.laptop.calm()
        return page

    def fill(self, document: str, section: str) -> FormPage:
        """Go to a section of a document."""
        self.laptop.front()
        self.laptop.frame.go("form", document=document, section=section)
        return self.form()

    def here(self) -> str:
        """The question in which the person is."""
        row = self.form().current_row()
        return row.state.field if row is not None else ""

    def walk_to(self, field: str) -> None:
        """Walk down with Ctrl+Down until this question is reached."""
        for _ in range(60):
            if self.here() == field:
                return
            press(Key.Key_Down, CTRL)
        raise AssertionError(f"never came to {field}, but to {self.here()}")

    def choose(self, field: str, number: int) -> None:
        """Answer with a digit."""
        self.walk_to(field)
        digit(number)
        self.laptop.calm()

    def write(self, field: str, text: str) -> None:
        """Answer with what is typed."""
        self.walk_to(field)
        write(text)

    def not_allowed_to_see(self, field: str) -> None:
        """The coded non-answer of Ctrl+5."""
        self.walk_to(field)
        press(Key.Key_5, CTRL)
        self.laptop.calm()

    def check_later(self, field: str) -> None:
        """Mark the question."""
        self.walk_to(field)
        press(Key.Key_L, CTRL)
        self.laptop.calm()

    def between(self, field: str, start: str, end: str) -> None:
        """Give a time as a range."""
        self.walk_to(field)
        row = self.form().current_row()
        assert row is not None
        box = row.line.field
        assert isinstance(box, TimeField)
        write(start)
        click(box.range)
        assert focused() is box.until
        write(end)

    def next_section(self) -> None:
        """Go on with Ctrl+Enter."""
        press(Key.Key_Return, CTRL)
        self.laptop.calm()

    def stands(self, document: str, field: str, value: Value) -> None:
        """Wait until the disk has this answer."""
        self.laptop.wait(lambda: self.laptop.view(document).values.get(field) == value)

    # The end

    def check(self) -> FinishPage:
        """Check and finish, by F9 from the overview."""
        self.overview()
        press(Key.Key_F9)
        return self.laptop.page("finish", FinishPage)

    def jump_and_return(self) -> tuple[str, str]:
        """From the check to a question that is open, and back; returns what was asked, and the line that led there."""
        page = self.check()
        lines = page.left_open.lines
        lines.setFocus()
        lines.setCurrentRow(0)
        words = lines.item(0).text()
        press(Key.Key_Return)
        label = self.form().current_row()
        assert label is not None
        asked = label.state.label
        click_words(self.laptop.frame, said("FinishPage", "Return to the check"))
        self.laptop.page("finish", FinishPage)
        return asked, words

    def finish(self) -> None:
        """Finish without a word on why something is open: asked once, never blocked."""
        page = self.check()
        assert page.left_open.lines.count() > 0
        click(page.finish)
        assert page.missing.isVisible()
        click(page.finish)
        self.laptop.wait(page.send.isVisible)
