"""What things of ours are called in a schedule."""

from sessions.models import Resource, Track

# The colors of pages in daylight (static/css/tokens.css).
COLORS = {
    Track.Color.CORAL: "#a93722",
    Track.Color.AMBER: "#855300",
    Track.Color.MOSS: "#4a6418",
    Track.Color.TEAL: "#0b665f",
    Track.Color.OCEAN: "#0b5580",
    Track.Color.VIOLET: "#6544a3",
    Track.Color.ROSE: "#9c2f65",
    Track.Color.SLATE: "#4a5a70",
}
LINK_TYPES = {
    Resource.Kind.SLIDES: "slides",
    Resource.Kind.VIDEO: "media",
    Resource.Kind.PAPER: "paper",
    Resource.Kind.CODE: "related",
    Resource.Kind.LINK: "web",
}
