"""Everything that can be asked, in the order in which it is described."""

from __future__ import annotations

from ...incident import Incident
from . import documents, incidents, whole
from .asked import Resource
from .parameters import FILTERS, OF_THE_PAGE, PAGING
from .shapes import (
    ActorPage,
    ChangePage,
    CountsTold,
    DecisionPage,
    DocumentPage,
    DocumentTold,
    FacetsTold,
    FramingPage,
    IncidentPage,
    LinkPage,
    PlaceTold,
    ReadingTold,
    ReportTold,
    SearchPage,
    TallyPage,
)

RESOURCES = (
    Resource(
        name="incidents", path="/incidents", shape=IncidentPage, answer=incidents.incidents,
        parameters=incidents.LIST, unchanging=True,
    ),
    Resource(name="incident", path="/incidents/{id}", shape=Incident, answer=incidents.incident),
    Resource(
        name="links", path="/incidents/{id}/links", shape=LinkPage, answer=incidents.links,
        parameters=PAGING,
    ),
    Resource(
        name="incident_changes", path="/incidents/{id}/changes", shape=ChangePage,
        answer=incidents.changes_of, parameters=(incidents.SINCE, *PAGING),
    ),
    Resource(
        name="facets", path="/facets", shape=FacetsTold, answer=incidents.facets,
        parameters=(*FILTERS, *OF_THE_PAGE), unchanging=True,
    ),
    Resource(
        name="documents", path="/documents", shape=DocumentPage, answer=documents.documents,
        parameters=documents.LIST,
    ),
    Resource(
        name="document", path="/documents/{id}", shape=DocumentTold, answer=documents.document,
        parameters=documents.ONE,
    ),
    Resource(name="reading", path="/documents/{id}/reading", shape=ReadingTold, answer=documents.reading),
    Resource(name="report", path="/reports/{id}", shape=ReportTold, answer=documents.report),
    Resource(
        name="search", path="/search", shape=SearchPage, answer=documents.search,
        parameters=documents.WORDS, unchanging=True,
    ),
    Resource(
        name="changes", path="/changes", shape=ChangePage, answer=incidents.changes,
        parameters=(incidents.SINCE, *PAGING), unchanging=True,
    ),
    Resource(
        name="tallies", path="/tallies", shape=TallyPage, answer=whole.tallies, parameters=whole.TALLIES,
        unchanging=True,
    ),
    Resource(
        name="framing", path="/framing", shape=FramingPage, answer=whole.framing, parameters=whole.FRAMING,
        unchanging=True,
    ),
    Resource(
        name="decisions", path="/decisions", shape=DecisionPage, answer=whole.decisions, parameters=PAGING,
        unchanging=True,
    ),
    Resource(name="actors", path="/actors", shape=ActorPage, answer=whole.actors, parameters=PAGING,
             unchanging=True),
    Resource(name="place", path="/places/{id}", shape=PlaceTold, answer=whole.place),
    Resource(name="counts", path="/counts", shape=CountsTold, answer=whole.counts),
)  # fmt: skip
