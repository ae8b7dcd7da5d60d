//! How often a letter follows another in words of several languages.

use super::leet::read_as;

/// What each of the 26 letters costs after another one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// For each letter, each of the 26 that may follow it, first after a consonant or nothing and then after a vowel:
    /// `a` is `least`, and each letter after that one `step` more, in bits.
    pub(super) codes: &'static [u8; 1352],
    pub(super) least: f32,
    pub(super) step: f32,
}

impl Table {
    /// What the letter `second` costs after the letter `first`, before which there was a `vowel` or not.
    pub(super) fn cost(self, vowel: bool, first: u8, second: u8) -> f32 {
        let at = usize::from(vowel) * 676 + place(first) * 26 + place(second);
        let code = self.codes.get(at).copied().unwrap_or(b'z');
        self.least + self.step * f32::from(code - b'a')
    }

    /// The same, whatever stands there before `second`.
    fn after(self, before: u8, first: u8, second: u8) -> f32 {
        if !first.is_ascii_alphabetic() {
            return ANY;
        }
        let vowel = matches!(before.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u');
        self.cost(vowel, first, second)
    }
}

/// Counted in the twelve thousand commonest words of each language by wordfreq 3.1.1, written one after the other, and
/// smoothed, so that no letter is impossible.
const TABLES: [Table; LANGUAGES] = [
    Table { codes: MOST, least: 0.6, step: 0.4 },
    Table { codes: GERMANIC, least: 0.4, step: 0.5 },
    Table { codes: NORDIC, least: 0.5, step: 0.4 },
    Table { codes: SLAVIC, least: 0.6, step: 0.4 },
    Table { codes: FINNIC, least: 0.4, step: 0.4 },
    Table { codes: TURKIC, least: 0.6, step: 0.4 },
    Table { codes: ASIAN, least: 0.2, step: 0.35 },
];

/// How many kinds of languages there are.
pub(super) const LANGUAGES: usize = 7;

/// English, Spanish, Portuguese, Italian, French and others, and names and passwords.
const MOST: &[u8; 1352] = b"\
    oljjppmokrohjfolugihnnqvnpetstexzuhzwjwsgvxgquhvzzmvgvqufvvghzukvudxzjvskvzzqzfpnpeprrfstoorfowjkplsqzoz\
    jnjilnmqnqqjkgplsfgjpnpporgspsfsqrfwtjqsfrzgqsitvzrzgnlmfnnmhqokmpiluhjmjqqzsyepoperttgsuooqgpxloklusznz\
    iohkinltuupjkfhnrlhislwutpezsvezxtlznxutdwzrvyfvzuuzgomoenpofrslllknvlhnmrqzlzerqqdsuufvwqrugrzsnrkuvziz\
    dtnuewvxfzztswgqzsotjyxznzfpoodqrrgsuqoofpyqlnltszkzmmklnnmpmrqiiflkvghkjmmtotfuuvewzmizwhvyfuzfopkzzzsz\
    lvtutwtxrzzvuwwuvusuaykzzzezwxdvzwfyzzyxeyzzvwkzzzmzhnjmgnpkgqpnlphjtnlhjqowpyfqoperskftuoorhoxhkqksrzox\
    iljlgqnsitpijhplzghjztzwqpfqutdrxzdvzuyzgvzstxqzzzyzewvwezzhezzxxufxzmptwzwzrzjmfkimqpgrsnnqnhtkjjompinp\
    gkijjlmnkoojjjjjsjiknonztucrpqgsqofutoptgoxroqottmopomjiqomonrogjfqlugihmnrzssfkstfxxxgqzgsvhvzhlpiuwzoz\
    fvkuhwxhgzimttfutlqhkyzzszfomkeonqgrsnmpgnuklokpozoymnlionoqoqphkfrlshfjnlplsqhtqtgftvexvksvhsziokjwwzqz\
    gstrfujhgyzkqjhtzhpuhzwzqzdpopgrsrhspomifoxonnjsszpzmqmjmqluqurikdooygghsouqxrdzzyezzzlzxzzzeyzswzfzzzyz\
    fpnoepqpfsoknmjoxljlksszpygnmkgnpoftpflsinvplkmnszmyfjnqesstguuqjrhgzqmrluuzqzipihhnhpiqooolkotoifooszpq\
    omljpmoqpsljmcskwijkmoqxvwftorfttkiwtkpvghzglkkwvztznxvwuyyzrzzxwxxwzwuwazluzzgnkjfolqhsnlklkmtjiipnrznv\
    inimhopkiqomlpkjsngflqpzrygqmqfrtifutooshpyjlhkurzmvonlkopirnssimgtlwfggwluluvfzxxcwyzezzuzzhzznvzqszzsz\
    fnnnforigsolnhinulintsszqzhohnioqngrspnrleuomgmqqqmzgljkgmnojppjjkhltlhlmopzuweolngpopessmmqjnromonrorqh";

/// German and Dutch.
const GERMANIC: &[u8; 1352] = b"\
    gkikqjiklrkgierkwgihhnrropfpqqcqqshsriqqhssgophpqtoriqrpjssaltsmqthssmqpmsstptgjpncoilgoomoninvijliklvpn\
    lklkjmjlhrlhkdnmvehjlllprnfnoneooogpohnmgosfkihonsrnhjpmbnnmkqnjnokovhjkkjnvrnfmpodnnnhqojmkgpvjkfiokuqp\
    kpglemhrthkjkejnulghqlvrwoeponcpopmppoppfppoppfpppppglomdolliqnhnlfntiihinlsoneoqpdqopdtpqpsgqvqlkhpqvoq\
    dnrndqpnfspnoogmtplkhrotnsekoldnnlfpnkmnhosojiimmtnnokkkgkjlorlhhfgiwfiijknrqneqpqejskhqpgqsgptelniprtrr\
    kjkkkkkkkkkkjkkkkkkkckkkkkersrdrqpetuorresvsnmgsqvoqilfmfnmlhomklmihtnldkmmwmogjpmdmjkgnmklnimthimjjkxqo\
    mjhlkmjjgvliidqmvggilrnqsohqspbrrrhtrjqsestiqqmoqttreprqcsrnesqpqsfrsorrjrqssrkikikjjjijjjijjjjjjjjijgii\
    iihiikjjmljihiihmhfjmmkooogmqodnnnfpnlnpgosomhfpisqpjmjjrljplsjfieomtejginqtrqhkopcpkmhmogpnirshhjjpmsop\
    jtnqiutbkufnpsjqrmqhluuuruhkojcpknfonllniotijjilmsoonkmhljiljoigkfpkuehilkoouohknjffilhomjnmiosijfjmlspm\
    hmqjcokkhqlknkknuijhjlmurmgosqeqpqiqpghggpsemjkpqsqpqligjminpqkhkdspukgernpuuminpghjjmorclphklrpikkjmrrj\
    glomeonnjmgjnogmrjjeknmsroiknhfkjnfpkflljlunigklnuonfjokenlngommfnhhtmiklmntpnhilfhlfljoilkjklvlhgmjkxsk\
    omnjmijplskjkdmhsdiinlrqssglolfliiinmimmifrhigjkmrqmikkkkkkkkikkkkkkkkkkdkkkkkijlgfkikiqijjiklwkggkkkvrk\
    jlflgmklinlklnkjvmeelnmvpohkmmenjjfmnlmnjmuihgjlluphnjjiigjplrnlihrlsfegrohssmgprqbrrpgopnppfprkpqnqrrpr\
    emnjdnnnfmmnnkgpqmilknnqqnhkjkgimnfmkkjjmfnkkginnmjmiijifkjjkjikikhjmihiljjmmmhmopdopodpopnpfopnnohpjpom";

/// Swedish, Danish and Norwegian.
const NORDIC: &[u8; 1352] = b"\
    pnojjmjqqtkikfsmzgiiqlwvtwguwudvvuiotjuthxzgtukxzzjzgqspfqufiuhmotgqunrqnrtumuhnupcoqpisrlrojszijlnowzpz\
    nnrkpmmooqlilfoozeihqnwuvzgtvwhuvvjqujvwcwzhsqlxyznzgmvndmlpjmqlpokpzijklpvzszeqtsdsztimrsrtgtznspjmtznz\
    mqnkknguvzjinelpzngjukzvzyfxxsdsvvqxvvvtduxusvgvxxqxfqwqepsrkmnjrmgrzimkkoyznzeruoertsetrqsrhuzuopksyzlz\
    eqvsdsurgstsrsgqzqprjtwznzeowneppqftqnrriszslnnrzzlzrnpkpolstolihhqkzdkkpksxqzfsupfopniwqhrqhszglnlszzsz\
    kmmmmmmkllllllllllllfkllllewzuevvwfzqwwxgxzvutivzzkzhprpgprojngkmnjkzrmfnmwznzgnwrdmqnhqonpnjozikmlnuznz\
    ompikomssvjhkfvkzihgwpzuxzduyreturessustkwyrpqotwyxyemoqfqpjfqqpqqgqqqqoqpqqqqkkmjmmmmjmkliljllllllllkkl\
    omlimohnvrhilipmyhhhsotvxxglnnglnnklklmmhmmmmmmmmmmmommlollppskgkfrnwgjiokstwwhjutdstwipqhsphuxilpltwxlx\
    islpfuvhhsdoprjquormqvuvpvinujdonoirpmpomrzkilmmvzqzrprlrnlvsskgoevqzejirltrvzisurjhpqhprkuuetyinfmrwwpy\
    hpwpemjjjpqlpjlqzjkhmnxzqzdstuftunkkuponftutrqjkuumuoqohjnnqntnimdqrtjhltnsutqfrtheosppsnipnirtljmjqttst\
    hqvsgrsqnpgkslirzjhflnxzrziouigomqhnmfmqlpzrhipmzzpzgmvpgmnoisplfmjizojjopxzqzknpfhmgnlqknnjnozohipovzsz\
    pptlpmmsutmkkdthwhkksiwtrwhprogopmkvpkrokdyiljmrvyyxjllllllljlllllllllllhlllllikqjgllnjsjlljmnzlhinmwztz\
    joqphornklglmollzrheonwzpzilqpgkomhrmmnnknzkhflnuzpznprhnolooumkjgriugiftputuufpynctopgtqmskmrzokmqryzvz\
    fqmqgoqkhqmmmhkqqkhoqnqqqqgmopikoqgolkmlljqmmglqqpmqjlmigmmjolkmklkmrjhjonprqrinnnknnnfnnnnlinnkknknnnki";

/// Czech, Slovak, Polish, Slovene, Croatian, and Russian in Latin letters.
const SLAVIC: &[u8; 1352] = b"\
    rmjjqrpppkjhjgnjzjiioipzpjfurtfvvuguqksoftyhpriyyyitivvtfwxdenrpuokqzqrrlsszpifrqsfssrhqunrmfszhqsinrzkk\
    pmkhrqmnqljiignjzihjpkrvrkgpsugspufrpkqueougrsjssuorfruqiwtriupgopetwgpnjvswsrgpjlgrtthsmkniglzklnkmqznn\
    jpilhspmnkjijilkzmhioksznkdyxrczyygysxsoluzvlvhwzzyvfvrsgzylgyultpetzjrqhpuziudsvufzwsfjtyuogszwuuiwwzkr\
    frqrftsterrmomgnzomsjrszkseyzwezzzemuzxwfxzzxymzzzhzuklhqrlpqlkiijpkzihkmhlzojiwyxizzujvxkxvcwzdpsmxyzrz\
    lllllllllllllkkkkkkkhkkkkkdtsqfzutgytwxrftzzopjoxznjkvntivzlhufjopjjzpqemnszkletutgvwtgupqrlgozhmsiiozlt\
    okjiqrmoqjjkjjmhzjgiplszqifzutezzxhrrmwoerzkmtmtzzhnesosjwuqewtmsngowmktpwsvfokjmmmmmmfmmmmmmkmmmmmimikk\
    hlglnqpoqnimikmjzlgjllmzokepomfzqlgsmnoikpzoronnozhupojisqmorqifjhnjzikiklnzxkhtmrhzzvgmrhsjftzglujryzjs\
    ittsgzxeemjprilnzpoomtrzpjgopqgystgqnloggmzklsjntzmjqnjjrpmqqliijhniziihnlmqtjgtttgmpsdsppstfqwhonjwwwpw\
    fqtojutshvphqldozgqvktuzsrhqpnlrsrktninjdlzhkmjlwzmonnpkqqkqmrkljfomxlgkqmtstefqomdutrhtoqmkinzqininqzzp\
    fsnokvujjvqkqnemzhliinsznpgqopgurvfkmoohglzrkokotzmngnonfsrsgrnnnjgjznkojnszmnfsklgqowejlusmiqzrjjlswzlp\
    tflgyolrrsjmnhohzjhionpyymhzrxjyzsiwtkzodszdnpkxzzpylllllllllkkkkkkkkkkkjkkkkkfqmmgunsgompljgozqkkjoszll\
    jrlsjvyljriinkjjzoodmntzqmhqrpftvqgrkoqjhkzhipkkrzlosmhjrqomqnjlikohzigirjpzzherppfwuugrnkrihnzklpnqzzin\
    frmnitsrewmnqiilynjqpxoygnhnqnmknoennmjmqiqmlhjkqnmmdoqlqrnsnslomkkkxnhkfmwxrnfmtjhznjgpmmlgknzmnskkqzlu";

/// Finnish and Hungarian.
const FINNIC: &[u8; 1352] = b"\
    horoqtmnjmjhkhqlzjiholzzqperswdrsrisrloriswlnrktuwtwjorqhqtjhtrnoriqtqdrmqttqrgosreqtlhnoqrqfswlmnkqwvpt\
    opsnlsjompjgkgsnzihhqnywumjsuudutthsuotuesulurkuuuttfrusgusqjrpmrufrulopnsuufqdsxnfvxthrstpqhvxqskjvuxmv\
    iqqojqoojojjlgmnzlhhrlzxwoctwtfutstwttswfvwtushuuwqwfrwufxvugumrstftzqmrisyynzdvtweursgtupstiwzvtslwzxpx\
    duvwevwvfvvtovjqywttixwyoyeswtfvwufwruvphuyvtplyyyhynnrmpqmminihkhonziiinmuyrkdvtvgwvqgvtnrwhowjpsiwwwnv\
    llllllllllllllllllllillllleuwwevuvgtqwuufuwwtsluwwnwestugxtrgxpvrujsztpmkswznfdqvxfquphsorothtzppmiqyzmy\
    mrsnovnmmoigmhiozmhhimzxxqduxvdvvvfxsxvvjwxvusnvxxuxfmmohmoigomoooiooooomooooomjmmmmmmhmmkmmmkmmmmkimkmm\
    hnsqgrtljpklllhozniimlvxkpfrtuesvshsoormhuyrnhkqyyyvkpsopttmkmiikeplzkiipkvzrtefsofvvvjqsluuhvvlqumuvvsu\
    jtmqhrthgtiqopkttnenptrtrqgosnertoimuqnlgvxonjknuxqrtsumoumlpqmfkeunxiihqoxwwtisqsemqrgporssfsskrmlsssos\
    hmsqgpnmjonmnmiqymmlmoyyfqfxwifxxtilormqivxqugjpxxnwrsxlrtplsqhjkfsozmfgvlzzyvcrsogsuulqwnsogswsqkjtwwwq\
    gorsgosoiqiomohrzohljnvzpwgrsnhqppinkgknirzsoikmyzlwemsufptqgrpoitjlzqoojqzyqsiqoliqnmknhmliklzojhmmxzjt\
    qqvlstsolpkfigrkwihhrovvsvetouguvohnrnsthjylnnhqywoslllllllllllllllllllljlllllhpomhsonhlkplmipzmkhkkyztp\
    jqsshqtphskporlqzqheloxzqhgptuhqtojokooohozokfknxznzpwviquomssiimiulwhgfnnwwvvcuyyfsyxgsuxxsiuytssluyysx\
    gomoiookiolmlikoomiooooomoimnnmkmmhmlkjmnknlkkknnmkmpnpinsqhsnkikllqskiesqrssshovjftppjvqpnkgrwpkhmpwwuk";

/// Turkish and Indonesian.
const TURKIC: &[u8; 1352] = b"\
    nlnlsqnknqiijerlzgiiqqqzkpdtuvewuvfvtqtuityowtgvyysyeqspetvjevrnrtirvqrqhuuvrveswtetvsduutuujszoswgwvxrz\
    ommkpqloqriiifqnzeijtnswmqeppsgppqfppkqsfpsjppkssspsemrngtimhrholpjmxmlnhvtzsxcrtqgrssgtqrqrhrvnomivuvov\
    klmloolnoshiifomzihjrqvzklcssqgsqsissrssirsrqsessssscsrrextrhwsorthrzoqqhxuzrxcuvudwutfzuwtwlwzzstizwzrz\
    duwvcvuugxttrumtyttuhxwysyfpsqguquhvrrrrjtvrpslvvvcvpmnnsqkorqjgjfolzejkopqwlmfutscxsoiuqmusirxioqivwwsw\
    lllllllljllllllllljlglllllduvtevvvfwuvuuftwwsshwwwnwfqsrestneupsptimwrrjhvtyqyestsetsoezspptjrzjophstzrz\
    kmmlrsmlpqiihfqmzghjrrvzlleprncrprgrrpprlrrporjrprrrcnnqhqqlfqoqqohqqqoonqqqqqklllllklillklllilllllllijl\
    apqpisstktrqrsisxrorkvsxuxenpmennmfnpnppippppnlpnpppnnmkvqnnnqjhkdumvhiirrqwlrdotqewuwfrrmsqjswmprgxxxru\
    eqsrfvulevkkltkvwosliwwwswertmevrrdussqtkuynqthusyqwnnohonknqpigjhtntjigojppmpfrqrgkqrerllpqintklhmrtsos\
    frtpgwtpdvwkrrivxiuugxwxtsdkplksqohqimjkmmwmkkkrqwqvllkjrpqlosihiermtjgksrsvpncrsohsssfsqqqrjqspqsfsssss\
    elonirnphtkilnjnzniiituzoveopjgsnretljjplpzrnmiuvzqwehplfsopgumlnqlizrlpiuxzothmlhjrfqhojlknnkzqkjktwzju\
    onpkrojpsriemfqlthkjptrtkkeoppfuoohuljlpjnxjlkiuuxpwkillllllkjllllllllllglllllfkmjjrlofpikknmnzqjjirszpu\
    foqpivqodtkkkplnzrmgjtszoxenpngqrnfrkkjmknzmlkiutyqwlmkksollnqlhigrlshgisrssklesolesmrfsojnrlruinskouupr\
    brqqjqrnhpopnllorokqmrrrqrhnnlnjklhlnljlljnkjjnnnnjneoulgsnqgupipnfuynorirxysvgknjgqknfrmhlpkqwrnoiouwlp";

/// Chinese in pinyin and Japanese in Hepburn's letters: of nine thousand words each, by pypinyin and pykakasi.
const ASIAN: &[u8; 1352] = b"\
    prtrswqshskwogkvzmllvzswrsfzzzizzzgzzzzzlzzzzzgzzzzzkzzzpzzblzzzzzszzzzzozzzzzezzzlzzzhzzzzzhzzzzzhzzzzz\
    uruqqtqqhqmspevwvnmmzzvtqrezzzgzzzwzzzzzrzzzzzfzzzzzonmlqonnzlqnprprnqlonzpmkkizzzizzzezzzzzizzzzzhzzzzz\
    hppporppqolrohtvsolmqzrrooszzzzzzzbzzzzzpzzzzzjzzzzzfzzzizzzjzzzzzhzzzzzhzzzlzhzzzmzzzczzzzztzzzzzjmzzzz\
    gzzzgzzzfzzzzzjzzzzzkzzztzezzzhzzzfzzzzzkzzzzzonzzpzurtrvwssqtjzohpxzmmnezwztvfzzzkzzvfzzzzzkvzzzzhzzzsz\
    zzzzzzzzbzzzzzzzzzzzgzzzzzizzzezzzhzzzzzkzzzzzizzzkzmzzznzzerzzzzzpzzzzzdzzzzzfzzzizzzizzzzzezzznzlzzzzz\
    jpqoospploksnlltumkmmzssoppnpxjplkxppnrxxpnpirxxpklmfzzzezzzzzzzzzozzzzzgzzzzzzzzzzzzzbzzzzzzzzzzzizzzzz\
    izzzpzzzhzzzzzezzzzzfzzzzzlzzznzzckzzzzznzzzzzjzzzzzxturzustoupvscjvxqpowzuwrsfzzzjzzzgzzzzzkzzzzzgzzzuz\
    lzzzpzzbnzzzzzrzzzzzpzzzzzezzvjzzzizzzzzgzzzzzkzzzzztpolspnoolmpolwrsijmzzpnnofzzzhzzzszzzzzpzzzzzdzzzzz\
    fzzzhzyzlzzzzzhzzzzzgzzzozezzzjzzzizzzzzhzzzzzgzzzqzrnonsqnnqmjqnmrssnjluzpqmmrzzzzzzzbzzzzzkzzzzzizzzzz\
    fzzzjzzziznzzzizzzzzfzzznzizzzmzzzczzzzzpzzzzzimzzzzfzzzhzzzgzzzzzhzzzzzjzzzvzmppoqreponnqprpsrrlovzsqnn\
    unnmzpoormmomnqqpnjnrzonllgzzzkzzxgzzzzzjizzzzhzzzzzzzzzzzzzczzzzzzzzzzzfzzzzzgzyzhzzzgyzzzzjzzzyzgzzzny\
    jzzzjzzdqzzzzzlzzzpzizzzzzgzuzjzzznzzzzzgzzzfnqzzzzzroonrrmmpnjrmntstmiluzsqnnnnnnnnnnnnnnnnnnnnnnnnnnnn\
    czzzgzzzzzzzzzpzzzzzizzzzzzzzzzzzzbzzzzzzzzzzzhzzzzzgzzzozzzgzzzzzgzzzzzgzzzzzjzzzmzzdlzzzzzlzzzzzizzzzz";

/// What a letter costs of which nothing is known.
pub(super) const ANY: f32 = 4.7005;

/// The place of a letter in the alphabet; of others, a place beyond it.
pub(super) const fn place(letter: u8) -> usize {
    letter.to_ascii_lowercase().wrapping_sub(b'a') as usize
}

/// What the letter `second` costs after `first`, and that after `before`, in bits, in each kind of languages.
pub(super) fn costs(before: u8, first: u8, second: u8) -> [f32; LANGUAGES] {
    TABLES.map(|table| table.after(before, first, second))
}

/// The same in the first kind alone, English and others, which the filter of words goes by.
pub(super) fn usual(before: u8, first: u8, second: u8) -> f32 {
    TABLES[0].after(before, first, second)
}

/// What a letter of `text` costs on average in the kind of languages that it suits best, with digits and signs for
/// letters read as these.
pub(super) fn bits_of_each(text: &str) -> f32 {
    let (mut sums, mut count) = ([0.0; LANGUAGES], 0.0);
    let (mut before, mut first) = (b' ', b' ');
    for letter in text.bytes().map(read_as) {
        if letter.is_ascii_lowercase() {
            sums.iter_mut().zip(costs(before, first, letter)).for_each(|(sum, bits)| *sum += bits);
            count += 1.0;
        }
        (before, first) = (first, letter);
    }
    sums.into_iter().fold(f32::MAX, f32::min) / count
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Else a random key could be taken for words more often than is promised.
    #[test]
    fn what_follows_a_letter_is_shared_out_once() {
        for before in [b'a', b'b'] {
            for first in b'a'..=b'z' {
                for language in 0..LANGUAGES {
                    let share = |second| (-costs(before, first, second)[language]).exp2();
                    let shares: f32 = (b'a'..=b'z').map(share).sum();
                    assert!(shares <= 1.0, "{language}, {}: {shares}", char::from(first));
                }
            }
        }
    }
}
