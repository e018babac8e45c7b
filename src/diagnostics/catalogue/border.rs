//! Findings about the borders between areas.

use super::{Entry, NO_MORE, Outcome, Text};

/// G037: areas border on each other without a common vertex.
pub static T_JUNCTIONS: Entry = Entry {
    code: "G037",
    outcome: Outcome::Note,
    title: Text {
        en: "areas that border without a common vertex",
        nl: "gebieden die grenzen zonder gemeenschappelijk punt",
    },
    meaning: Text {
        en: "One area has a vertex where the border of the other runs straight on (a\n\
            T-junction), or their vertices lie less than a millimetre apart. They count\n\
            as neighbours in Moran's I, local Moran and kerncijfers.json, as all others\n\
            do. A program that compares vertices misses them.",
        nl: "Het ene gebied heeft een punt waar de grens van het andere rechtdoor loopt\n\
            (een T-aansluiting), of hun punten liggen minder dan een millimeter uit\n\
            elkaar. Zij tellen als buren in Moran's I, de lokale Moran en\n\
            kerncijfers.json, zoals alle andere. Een programma dat punten vergelijkt,\n\
            mist ze.",
    },
    qgis: Text {
        en: "Nothing has to be mended. For other programs: v.clean with the tool snap, or\n\
            Snap geometries to layer with the layer itself, gives both sides the vertex.",
        nl: "Er hoeft niets te worden hersteld. Voor andere programma's: v.clean met snap,\n\
            of Geometrieën aan laag snappen met de laag zelf, geeft beide kanten het punt.",
    },
    ..NO_MORE
};
