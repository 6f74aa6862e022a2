"""The models of what playbooks refer to. Each register is one file with a list of records."""

from typing import Literal

from pydantic import Field

from generator.model import (
    ClaimId,
    Day,
    EntryId,
    FigureLine,
    FigureText,
    FrameworkId,
    ItemRef,
    Landing,
    Line,
    Model,
    OriginId,
    PhaseId,
    PlaybookRef,
    RoleId,
    RoleRef,
    SourceId,
    SourceRef,
    SynonymsId,
    TermId,
    Text,
    Url,
)

MAX_GATE_MUSTS = 10
"""A gate is one printed page: at most this many things must be true."""

Verdict = Literal[
    "confirmed",
    "differs",
    "reversed",
    "garbled",
    "practitioners-rule",
    "vendor-claim",
    "illustration",
    "not-found",
]
Seen = Literal["primary", "secondary", "memory"]


class Gate(Model):
    """The decision that ends a phase, as references to items."""

    decision: Text = Field(description="What is decided at the gate.")
    decider: RoleRef = Field(description="The role that decides.")
    must: tuple[ItemRef, ...] = Field(
        (), max_length=MAX_GATE_MUSTS, description="Items that must be true."
    )
    stops: tuple[ItemRef, ...] = Field((), description="Red flags that stop it.")
    ask: tuple[ItemRef, ...] = Field((), max_length=5, description="Items to ask aloud.")
    evidence: tuple[ItemRef, ...] = Field(
        (), max_length=5, description="Items whose strong evidence to ask for."
    )


class Phase(Model):
    """A stretch of the path from idea to retirement. The file's order is the path's order."""

    id: PhaseId = Field(description="Permanent; the name of the phase's folder.")
    title: Line = Field(description="The phase's name as shown.")
    summary: Text = Field(description="What happens in it.")
    order: tuple[PlaybookRef, ...] = Field(
        (), description="Its playbooks in reading order; others follow by title."
    )
    gate: Gate = Field(description="The decision that ends it.")


class Role(Model):
    """A part that somebody plays; one person may play several."""

    id: RoleId = Field(description="Permanent.")
    title: Line = Field(description="The role's name.")
    summary: Text = Field(description="What the role answers for.")
    not_theirs: Text | None = Field(None, description="What the role should leave alone.")
    path: Text | None = Field(
        None, description="How the role should read the handbook; gives it a reading path."
    )


class Source(Model):
    """Where something comes from, and how far it was read."""

    id: SourceId = Field(description="Permanent.")
    title: FigureLine = Field(description="The source's own title.")
    publisher: FigureLine = Field(description="Who published it.")
    year: int = Field(ge=1900, le=2100, description="The year it was published.")
    url: Url | None = Field(None, description="Its address, if one is known.")
    kind: Literal[
        "essay", "study", "survey", "forecast", "paper", "case", "law", "standard", "guidance"
    ] = Field(description="What sort of source it is.")
    seen: Seen = Field(
        description="primary: its text was read; secondary: several others quote it alike; "
        "memory: not looked up."
    )
    interest: FigureText | None = Field(None, description="What the author sells or promotes.")
    caveat: FigureText | None = Field(None, description="What to keep in mind.")
    checked_on: Day = Field(description="The day it was last looked at.")
    review_by: Day = Field(description="The day by which it should be looked at again.")


class Bar(Model):
    """One figure of a small chart. A refuted figure has no place in one."""

    label: FigureLine = Field(description="What the figure is of.")
    percent: int = Field(ge=0, le=100, description="The figure, in per cent.")


class Claim(Model):
    """A figure, what its source says, and how far it holds."""

    id: ClaimId = Field(description="Permanent.")
    title: Line = Field(description="The question that the figure answers, without the figure.")
    figures: tuple[FigureLine, ...] = Field(
        (), description="The figures that pages may print, as the source has them."
    )
    says: FigureText = Field(description="What the source says, or that none was found.")
    essay: SourceRef | None = Field(None, description="The essay that states it.")
    essay_says: FigureText | None = Field(None, description="What the essay states.")
    chart: tuple[Bar, ...] = Field(
        (), description="Figures of the source to show side by side, where comparing them helps."
    )
    verdict: Verdict = Field(description="How the essay's figure stands beside its source.")
    sources: tuple[SourceRef, ...] = Field((), description="The sources that were found.")
    year: int | None = Field(None, ge=1900, le=2100, description="The year the figure is of.")
    sample: FigureLine | None = Field(None, description="Who or what was asked or measured.")
    checked: FigureText = Field(description="How it was checked.")
    checked_on: Day = Field(description="The day it was checked.")
    advice: FigureText = Field(description="What a reader should do with it.")


class Term(Model):
    """A word of the field, in plain words."""

    id: TermId = Field(description="Permanent.")
    term: Line = Field(description="The term.")
    meaning: Text = Field(description="What it means, in one to three sentences.")
    also: tuple[Line, ...] = Field((), description="Other words that people look for it by.")
    sources: tuple[SourceRef, ...] = Field((), description="Where the meaning comes from.")


class Synonyms(Model):
    """Everyday words that the search takes for one another. No page shows them."""

    id: SynonymsId = Field(description="What the words are about.")
    words: tuple[Line, ...] = Field(
        min_length=2,
        description="Words and phrases; other forms and spellings follow by themselves.",
    )


class Entry(Model):
    """One entry of a framework."""

    id: EntryId = Field(description="As the framework writes it.")
    name: Line | None = Field(None, description="Its short name.")
    withdrawn: Day | None = Field(None, description="The day it was withdrawn; nothing maps to it.")


class AppliesFrom(Model):
    """A day from which a part of a law applies."""

    day: Day = Field(description="The day.")
    what: Text = Field(description="What applies from then on.")
    seen: Seen = Field(description="How the day was read; anything but primary is unverified.")


class Framework(Model):
    """An outside scheme that items map to, in one edition."""

    id: FrameworkId = Field(description="Permanent.")
    title: Line = Field(description="Its name.")
    edition: Line = Field(description="The edition that the entries belong to.")
    source: SourceRef = Field(description="Where it is published.")
    note: Text = Field(description="What it is, and what a mapping to it does not prove.")
    seen: Seen = Field(description="How its text was read: primary, secondary or memory.")
    checked_on: Day = Field(description="The day its entries were last checked.")
    dates: tuple[AppliesFrom, ...] = Field((), description="For a law: when its parts apply.")
    entries: tuple[Entry, ...] = Field(min_length=1, description="The entries known here.")


class Origin(Model):
    """One element of the essays, and where the handbook carries it."""

    id: OriginId = Field(description="Essay and row, as in S0-012.")
    essay: SourceRef = Field(description="The essay it was found in.")
    paraphrase: Text = Field(description="The element, in our words.")
    lands: tuple[Landing, ...] = Field(min_length=1, description="What carries it.")


REGISTERS: dict[str, type[Model]] = {
    "phases": Phase,
    "roles": Role,
    "sources": Source,
    "claims": Claim,
    "glossary": Term,
    "synonyms": Synonyms,
    "frameworks": Framework,
    "origins": Origin,
}
