//! Code pages of DOS, in which old `.dbf` files hold their text.
//!
//! `encoding_rs` has those of Windows and of the web, not these. Below 128 all are ASCII; the upper half
//! of each stands here in full. `tests/independent/code_pages.py` compares it with Python's own.

/// A code page of DOS.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DosPage {
    pub(super) number: u16,
    /// The characters of the bytes 128 to 255.
    upper: &'static str,
}

/// The page of this number, if it is one of those that stand here.
pub(super) fn page(number: u16) -> Option<&'static DosPage> {
    PAGES.iter().find(|page| page.number == number)
}

impl DosPage {
    /// The text that the bytes stand for.
    pub(super) fn decode(&self, bytes: &[u8]) -> String {
        let character = |byte: &u8| match byte.checked_sub(128) {
            None => char::from(*byte),
            Some(at) => {
                self.upper.chars().nth(at.into()).expect("an upper half has 128 characters")
            }
        };
        bytes.iter().map(character).collect()
    }
}

static PAGES: [DosPage; 8] = [
    DosPage {
        number: 437,
        upper: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
            └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
    },
    DosPage {
        number: 850,
        upper: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
            └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
    },
    DosPage {
        number: 852,
        upper: "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
            └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}",
    },
    DosPage {
        number: 858,
        upper: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
            └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
    },
    DosPage {
        number: 860,
        upper: "ÇüéâãàÁçêÊèÍÔìÃÂÉÀÈôõòÚùÌÕÜ¢£Ù₧ÓáíóúñÑªº¿Ò¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
            └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
    },
    DosPage {
        number: 861,
        upper: "ÇüéâäàåçêëèÐðÞÄÅÉæÆôöþûÝýÖÜø£Ø₧ƒáíóúÁÍÓÚ¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
            └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
    },
    DosPage {
        number: 863,
        upper: "ÇüéâÂà¶çêëèïî‗À§ÉÈÊôËÏûù¤ÔÜ¢£ÙÛƒ¦´óú¨¸³¯Î⌐¬½¼¾«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
            └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
    },
    DosPage {
        number: 865,
        upper: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø₧ƒáíóúñÑªº¿⌐¬½¼¡«¤░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
            └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upper_half_has_128_characters() {
        for page in &PAGES {
            assert_eq!(page.upper.chars().count(), 128, "{}", page.number);
        }
    }

    #[test]
    fn letters_with_accents_are_where_dos_has_them() {
        // By the tables of IBM and Microsoft.
        for (number, bytes, text) in [
            (850, &b"Caf\x82 Itali\x89, \x9Cuvre, \xB5\xD5"[..], "Café Italië, £uvre, Áı"),
            (858, b"\xD5 5,-", "€ 5,-"),
            (437, b"Caf\x82 \x9B \xE1", "Café ¢ ß"),
            (852, b"\x9C\xA5", "ťą"),
            (865, b"\x9B\x9D\x86", "øØå"),
            (860, b"\x84\x94", "ãõ"),
            (861, b"\x8D\x95", "Þþ"),
            (863, b"\x84\xA7", "Â¯"),
        ] {
            let decoded = page(number).map(|page| page.decode(bytes));
            assert_eq!(decoded.as_deref(), Some(text), "{number}");
        }
        assert_eq!(page(1252), None);
    }
}
