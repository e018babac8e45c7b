//! Findings about what counts as urgent, from day to day.

use super::{Entry, NO_MORE, Outcome, Text};

/// Two definitions that follow each other.
const SETTING: Text = Text {
    en: "[[placements]]\n\
        path = \"toewijzingen.csv\"\n\
        [[placements.urgent]]\n\
        until = 2024-06-30          # the last day, itself included\n\
        values = [\"URG\"]\n\
        regular = [\"REG\"]\n\
        [[placements.urgent]]\n\
        from = 2024-07-01           # the day after it\n\
        values = [\"URG\"]\n\
        groups = { vergunninghouders = [\"STA\"] }\n\
        regular = [\"REG\"]",
    nl: "[[placements]]\n\
        path = \"toewijzingen.csv\"\n\
        [[placements.urgent]]\n\
        until = 2024-06-30          # de laatste dag, zelf inbegrepen\n\
        values = [\"URG\"]\n\
        regular = [\"REG\"]\n\
        [[placements.urgent]]\n\
        from = 2024-07-01           # de dag daarna\n\
        values = [\"URG\"]\n\
        groups = { vergunninghouders = [\"STA\"] }\n\
        regular = [\"REG\"]",
};

/// I145: two definitions of urgency for one day.
pub static URGENT_OVERLAP: Entry = Entry {
    code: "I145",
    outcome: Outcome::Stop,
    title: Text {
        en: "two definitions of urgency for one day",
        nl: "twee definities van urgentie voor dezelfde dag",
    },
    meaning: Text {
        en: "What counts as urgent may differ from period to period, but each day has one\n\
            definition. Two of one file overlap: both days, `from` and `until`, belong to\n\
            the period; without `from` it runs from the beginning, without `until` to the\n\
            end. Which of the two a letting falls under cannot be told.",
        nl: "Wat als urgent telt mag per periode verschillen, maar op elke dag geldt één\n\
            definitie. Twee van één bestand overlappen: beide dagen, `from` en `until`,\n\
            horen bij de periode; zonder `from` loopt die vanaf het begin, zonder `until`\n\
            tot het eind. Onder welke van de twee een toewijzing valt is niet te zeggen.",
    },
    excel: Text {
        en: "Nothing in the file has to be mended.",
        nl: "In het bestand hoeft niets te worden hersteld.",
    },
    csv: Text {
        en: "Nothing in the file has to be mended.",
        nl: "In het bestand hoeft niets te worden hersteld.",
    },
    setting: SETTING,
    ..NO_MORE
};

/// I146: placements on days without a definition of urgency.
pub static URGENT_GAP: Entry = Entry {
    code: "I146",
    outcome: Outcome::Stop,
    title: Text {
        en: "placements on days without a definition of urgency",
        nl: "toewijzingen op dagen zonder definitie van urgentie",
    },
    meaning: Text {
        en: "The definitions of what counts as urgent leave out days within the period that\n\
            is counted, and there are placements on them. Whether these are urgent cannot\n\
            be told; left out without a word they would change the share. Placements\n\
            outside the period need no definition.",
        nl: "De definities van wat als urgent telt slaan dagen over binnen de periode die\n\
            wordt geteld, en op die dagen zijn er toewijzingen. Of die urgent zijn is niet\n\
            te zeggen; stilzwijgend weglaten zou het aandeel veranderen. Toewijzingen\n\
            buiten de periode hebben geen definitie nodig.",
    },
    excel: Text {
        en: "Data > Filter on the date column shows the placements on the days that the\n\
            message names. A mistyped date is mended there.",
        nl: "Gegevens > Filter op de datumkolom toont de toewijzingen op de dagen die de\n\
            melding noemt. Een verkeerd getypte datum herstelt u daar.",
    },
    csv: Text {
        en: "Ask since which day each definition holds, and let the days meet.",
        nl: "Vraag vanaf welke dag elke definitie geldt, en laat de dagen aansluiten.",
    },
    setting: SETTING,
    ..NO_MORE
};

/// I147: what counts as urgent changes within the period that is counted.
pub static URGENT_CHANGED: Entry = Entry {
    code: "I147",
    outcome: Outcome::Note,
    title: Text {
        en: "what counts as urgent changes within the period",
        nl: "wat als urgent telt verandert binnen de periode",
    },
    meaning: Text {
        en: "From this day on another definition holds. Each placement counts by that of\n\
            its own day, so the share over the whole period mixes definitions, and says\n\
            so. Years before and after do not compare: trend, expectation and test against\n\
            the norm look only at what was counted since the last change.",
        nl: "Vanaf deze dag geldt een andere definitie. Elke toewijzing telt volgens die\n\
            van haar eigen dag; het aandeel over de hele periode is dus gemengd, en dat\n\
            staat erbij. Jaren ervoor en erna zijn niet te vergelijken: trend, verwachting\n\
            en toets aan de norm kijken alleen naar wat sinds de laatste wijziging is\n\
            geteld.",
    },
    excel: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    csv: Text {
        en: "Where the values of the newer definition can be given for the earlier days\n\
            too, one definition for all days gives years that compare.",
        nl: "Zijn de waarden van de nieuwe definitie ook voor de eerdere dagen te leveren,\n\
            dan geeft één definitie voor alle dagen jaren die te vergelijken zijn.",
    },
    ..NO_MORE
};

/// I148: priorities with codes of several groups.
pub static URGENT_GROUPS: Entry = Entry {
    code: "I148",
    outcome: Outcome::Stop,
    title: Text {
        en: "priorities with codes of several groups",
        nl: "voorrang met codes van meer dan een groep",
    },
    meaning: Text {
        en: "A cell may hold several codes of VERA. Here it holds codes of two groups of\n\
            urgent seekers, and a placement counts in one group. Which one is decided by\n\
            people, not by the order of a list.",
        nl: "In een cel kunnen meer codes van VERA staan. Hier zijn het codes van twee\n\
            groepen urgenten, en een toewijzing telt in één groep mee. In welke beslissen\n\
            mensen, niet de volgorde van een lijst.",
    },
    excel: Text {
        en: "Data > Filter on the column shows the cells. Leave in each the code that\n\
            decided the placement.",
        nl: "Gegevens > Filter op de kolom toont de cellen. Laat in elke cel de code staan\n\
            die de toewijzing bepaalde.",
    },
    csv: Text {
        en: "Ask the corporation which of the codes decided the placement, or name the\n\
            whole cell in a group.",
        nl: "Vraag de corporatie welke code de toewijzing bepaalde, of noem de hele cel\n\
            in een groep.",
    },
    setting: Text {
        en: "[placements.urgent]\n\
            vera = true\n\
            [placements.urgent.groups]\n\
            uitstroom = [\"UIT\"]\n\
            vergunninghouders = [\"STA\", \"STA, UIT\"]   # the second: a whole cell",
        nl: "[placements.urgent]\n\
            vera = true\n\
            [placements.urgent.groups]\n\
            uitstroom = [\"UIT\"]\n\
            vergunninghouders = [\"STA\", \"STA, UIT\"]   # de tweede: een hele cel",
    },
    ..NO_MORE
};

/// I149: an indicator names a group that no definition has, or not every one.
pub static URGENT_GROUP_UNKNOWN: Entry = Entry {
    code: "I149",
    outcome: Outcome::Warning,
    title: Text {
        en: "a group of urgency that a definition does not have",
        nl: "een groep urgenten die een definitie niet heeft",
    },
    meaning: Text {
        en: "An indicator compares `urgent_group` with a name. A definition for some of the\n\
            placements has no group of that name. If another one does, the group of what\n\
            is urgent there, and of none of its groups, is unknown. If none does, nothing\n\
            counts, a zero that says nothing: the name may be mistyped.",
        nl: "Een indicator vergelijkt `urgent_group` met een naam. Een definitie voor een\n\
            deel van de toewijzingen heeft geen groep die zo heet. Heeft een andere die\n\
            wel, dan is de groep onbekend van wat daar urgent is en in geen groep valt.\n\
            Heeft geen enkele die, dan telt er niets mee, een nul die niets zegt:\n\
            misschien is de naam verkeerd getypt.",
    },
    excel: Text {
        en: "Nothing in the file has to be mended.",
        nl: "In het bestand hoeft niets te worden hersteld.",
    },
    csv: Text {
        en: "Ask which values made up the group in the days of that definition.",
        nl: "Vraag welke waarden in de dagen van die definitie bij de groep hoorden.",
    },
    setting: Text {
        en: "[placements.urgent]\n\
            values = [\"URG\"]\n\
            groups = { vergunninghouders = [\"STA\"] }   # in each definition",
        nl: "[placements.urgent]\n\
            values = [\"URG\"]\n\
            groups = { vergunninghouders = [\"STA\"] }   # in elke definitie",
    },
    ..NO_MORE
};
