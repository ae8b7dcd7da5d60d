//! Words that people make keys of: those of placeholders, the commonest of several languages, names,
//! and what is typed most often as a password.
//!
//! Grouped by their first letter or digit, which is left out. Passwords, names and English words are
//! the first of the lists that zxcvbn carries (github.com/dropbox/zxcvbn, MIT, data/); the other
//! languages and the placeholders are our own.

/// The words that stand in most placeholders.
const FIRST: &str = "secret key change me my your the this is not for in to django dev test production insecure password \
     with changeme replace here secretkey please default example super you and of";

/// Words of placeholders, and the commonest of all.
const OFTEN: [&str; 36] = [
    "dmin dministrator ll n ny pi pp pplication re s t uth ws",
    "ar az e efore log uild y",
    "an elery hangethis haracter haracters hars ipher ommit ommitted ompany ompose onfig ontainer ookie ookies \
     rypto srf",
    "atabase emo eploy eployed eployment evelop evelopment jangokey o ocker ummy",
    "dit mpty nough nter nv nvironment",
    "ake ifty ill ixme lask oo oobar rom",
    "enerate enerated et it ithub uess",
    "ard ash ello eroku idden",
    "nsert nvalid t",
    "wt",
    "eep eys ubernetes",
    "aravel eak eaked east ength etmein etters ocal ocalhost ogin ong onger",
    "aster inimum ock odify ust yapp yproject ysite ysql",
    "ever ew o ode one ull",
    "n nly r wn",
    "assphrase asswd laceholder olls ostgres rivate rod roject ublic ut ython",
    "ux",
    "ails andom andomly eact eady eal edis eplaceme eplacethis epo epository oot",
    "afe alt ample ecure ecurity erver ession et etting ettings hop hould ign igning ite ome omething tage \
     taging tartup tore tring trong upersecret",
    "emp emporary ester esting ests ext hat mp odo oken opsecret utorial",
    "ndefined nique nknown nsafe nset pdate se sed ser",
    "alue ariable ery",
    "eak eb ebsite elcome ill orld",
    "",
    "ours",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
];

/// All others.
const OTHER: [&str; 36] = [
    "12345 123456 1b2c3 aron bc123 bcd1234 ber ble bout ccess ccording ction ctually dam dams ddition didas \
     dipiscing endere endern fraid fter gain gainst go hmed irborne lan laska lbert lbum leatoire leatoria \
     leatorio lexande lexis lice liqua llen lmost lone long lpha1 lready lright lso lterar ltere lthough ltijd \
     lways manda merica merican met mong mor more mour nahtar nche ndern nderson ndrea ndrew ndrey ngel ngela \
     ngels nimal nna nne nnounced nother nswer nthony nybody nymore nyone nything nyway pollo ppeared pple \
     pples pril qui rea reas rmy round rsenal rthur sd123 sdasd sdf sdf1234 sdfasdf sdfgh sdfghjk sdfghjkl \
     shley sk sked ssociation uch uf ugust ussi ustin ustralia utumn vain vec verage voir ward way zerty",
    "aadf00d aby abygirl ack ad adass adboy adger aker anana and andit arbara ardzo arney aseball ased atman \
     attery attle ear eatles eautiful eaver eavis ecame ecause ecome ed een eer egan ehind ei eing eispiel \
     elieve enjamin erlin est etter etty etween everly ien ig igboy igdaddy igdog illy ir irdie it itches \
     iteme itte lazer link182 lowme lue oard obby ollocks ond007 onjour onnie oobies ooboo ooger ook oomer orn \
     oston oth oy randon randy raves razil reak renda rian ring ritish ronco roncos rooklyn rother rown ruce \
     ubba ubba1 ubbles uddha uddy uffalo uilding uilt ulldog ullshit usiness uster ut utter utthead ye yt",
    "afebabe alifornia all alled amaro ambia ambiame ambiami ambiar ambiare ame ameron amille anada aptain ar \
     are areer arl arlos armen arol arolina arolyn arter artman asa ase asper assie asuale atherine ause eltic \
     ensus enter entral entury ette hampion hampionship hance hanger hangez harles harlie harlie1 hat have he \
     heck heese heia helsea herokee herry heryl hester hevy hiave hicago hicken hien hild hildren hina hristin \
     hristina hristine hristopher hto hurch iao ity laire larence lark lass lave le lef lose lub ocacola offee \
     ollege om ome omes oming omme ommon ommunity omo ompaq omputer on onsectetur onsidered ontinued ontrasena \
     ontrol ool opper orrect orvette ould ouncil ountry ounty ouple ourse ourt owboy owboys raig razy reated \
     reative ricket uando umshot urrent urrently ynthia zesc",
    "ad akota allas amn aniel ans arkness as at ate aughter avid avis ays ead eadbeef eal eath eborah ebra \
     ecember egistir el ella em en enise ennis epartment er es escribed esde esign estiny eveloped exter eze \
     iablo iamond iane id ie ied iesel ifferent igital inner irector istrict ivision lya mitri octor oes oggie \
     oing olor olore olphin olphins om onald onde one onkey onna oor oris orothy os ouglas own ragon reams \
     river rowssap rummer unya uring",
    "ach agle agle1 agles arly ast asy clipse ducation dward en in ine instein ither iusmod jemplo lected \
     lection lephant lit lizabeth lle lse minem ngland nglish nigma ntre ric rnest rsetzen sempio st sta \
     stablished ste sto to tre ugene uropean velyn ven vent ver very verybody veryone verything xactly xcuse \
     xemple xemplo xplorer yes",
    "ace act aire alcon amily ar are ather atima azer ebruary eel eeling ender errari ield ilm inal ind ine \
     ire irst ish ishing ive lorida lower luffy lyers oi ollowing ootball orce orces orest orever orget orm \
     ormed ormer ound ounded our rance rances rank red reddy ree reedom rench riday riend riends uer ull un \
     unny urther",
    "ame ames andalf anti arcia arfield ary ateway ato ators ave eheim eheime eheimer eheimnis emini enera \
     eneral enerar enerer enerieren enesis enius eorge erald erar erman ermany ets etting fhjkm hbdtn iants \
     inger iovanni irl irls iulia ive iven izli izlianahtar lad loria od odzilla oing olden olf olfer one onna \
     onzalez oober ood oogle ot otta overnment reat reen regory roup uinness uitar unner uy uys",
    "aben acer alf all allo ammer and ands annah ans appen appened appy appy1 arley arold arris arry aslo ate \
     aus ave aving awaii ead ear eard eart eather eaven eike eld elen ell ello1 ello123 elp elpme emlig enry \
     ernandez eslo et ey ier igh ill im imitsu imself istory it itman mm ockey ola old ome onda oney ooters \
     ope orse orses ospital otdog otrod ours ouse ow owever ttps uh uis ummer und unter urt usband",
    "ceman ch cin dea hr loveyou mmer mportant ncididunt nclude ncluded ncluding ndia nformation nseguro \
     nternational nternet nto psum rene sland sso st taly van wantu zmeni",
    "ack ackass ackson acqueline aguar amais ames ane anet anice anuary asmine ason asper avier ean effrey \
     ennifer eremy erry esse essica est ester oan oao ob ohn ohnson oined onathan ones ordan ordan23 ose oseph \
     oshua oyce uan udith udy ulia ulie uly une unior upiter urgen ust ustin",
    "agi ak aren atherine athleen athryn athy atze eith elly enji enneth ennwort evin id ids ill illed iller \
     imberly ind ing itten itty laster laus lic luch lucz lyuch new now nown nows unci",
    "abore acrosse ake akers and anguage arge arry as ast asvegas ate ater aura awrence eague eave eft egend \
     es et etmein1 evel ewis iberty iebe iefde ife ifehack ike inda ine isa ist isten ittle ive iverpoo \
     iverpool iving izard lave ocated ois ol123 ondon ook ooking ooks opez orem ori os ose osenord ost ot ouis \
     ouise ove ovely oveme over overs oveyou uca ucia ucky ucky1 uis yubov",
    "aar addog ade adison adrid aggie agic agna agnum ai ain ais aison ajor ake akes aking an any arch arco \
     argaret aria arie arilyn arina arine ark arlboro arley arried artha artin artinez ary aryjane as atch \
     atrix atter atthew averick aximus axwell aybe ean eans eet elissa ember embers enya ercedes ercury erhaba \
     erlin et etallic etallica exico ich ichael ichael1 ichelle ichigan ickey idnight ight iguel ij ildred \
     ilitary iller illion ilosc ima ind ine inecraft ing inute inutes ir iss it itchell iyao nie odern ohammed \
     oi om oment onday onde ondo oney oney1 onika onkey onster ontana oore ore orning oscow oskva ost \
     otdepasse other ountain ove oved oy oya ozart rs uch udar ude uffin undo usic uss ustang uy yself",
    "aar ach ado ame amed ancy ao aruto ascar atasha ational cc1701 cc1701d ear eed eeds elson et ews ewyork \
     ext ice icholas icht icole ie iemals iet igdy ight ikita ikogda intendo irvana issan och on ooit orth \
     orthern othing ous ovember ow umber unca yckel",
    "ctober der ff ffice ften kay la lga liver nce nline ok pen pened range rder riginal riginally ther thers \
     u812 ur ut ver",
    "@ssw0rd ablo ackers akistan amela antera anther ara aradise aris ark arol arola art arty as ass assion \
     assport asswort atches atricia atrick aul aulo ay eaches eanut edro enguin eople epper er erez erfect \
     eriod ero erro erson eter hantom hillip hoenix hone ick ierre impin iu lace lan latinum lay layboy layed \
     layer laying lus oint okemon olice olitical omenyay oohbear ookie oopoo opcorn opular opulation or orsche \
     osition ost our ower resent resident retty rimer rince rincess rivet riya robably roblem roduced \
     rofessional rogram romise rova rovince rueba rzyklad ublished uede umpkin urple ussy1",
    "1w2e3 1w2e3r4 1w2e3r4t5 azwsx azwsxedc azxsw uando ue uesta uestion uesto ui waszx we123 weasd weasdzxc \
     weqwe wer1234 wert werty werty1 werty12 werty123 wertyu wertyui wertyuiop wertz",
    "abbit ace achel acing adio ahasia ahul aider aiders ailway ainbow aj alph andy anger angers ascal asdzv3 \
     aymond azz ead eally eason ebecca eceived ecord ecorded ecords ed123 eddog edskins edsox edwings \
     eemplazar egion elease eleased emember emplacer esearch est eturned ichard ight iver oad obert oberts \
     obinson ock ocket odriguez oger ole onald oom ose osebud ossiya ound oute oyal uby un unner ush2112 uslan \
     ussell ussia uth yan",
    "aid akura alainen alasana amantha ame amson amsung amuel andi andman andra ara arah aturday aturn aw ay \
     aying ays carface chimba chluessel chlussel chool chools cooby cooter corpio corpion cotland cott cotty \
     ean eason econd ecreta ecrete ecreto ee een egredo egreta egreto egura eguro ekret ekretny ekretnyi \
     emperfi empre enha eptember ergey eries erious erved ervice ervices everal hadow haron hawn helby hirley \
     hithead hort horty how hut icher icura ide ie iempre ierra ifre ilver imilar imple impsons ince ingle ir \
     ister it kippy layer leep leutel lipknot luchayny mall mith mokey nickers niper noopy nowball obre occer \
     ocial ociety ofia oleil omebody omeone ometimes on ong ongs onny ono oon ophie orry ostituire ounds outh \
     outhern pain panky parky pasibo pecial pecies peedy pider pirit pitfire pooky pring talker tand taple tar \
     targate tart tarted tartrek tarwars tate tates tation tay teelers tephanie tephen teve teven till top \
     tory treet tudents tuff tupid ubstitua uccess uch uckit ummer unday unshine uperman upport upposed ur ure \
     urfer usan uzuki vetlana wiat ydney ystem",
    "ajemstvi ajne ajny ak ake aking alk alking ammy atiana aylor eam elevision ell elling empo empor emps \
     ennis eresa erm erry est123 este han hank hanks heir hem heman hen here heresa herock hese hey hing hings \
     hink hinking hird homas hompson hose hough hought hree hrough humper hunder hursday hx1138 iempo iene \
     iger iger1 igers igger ijd ime imes imothy ina itle oday odd ogether okyo old olko omcat omorrow onight \
     oo ook opgun otal oujours out own oyota ried rinity rocar roque rouble rue rust rustno1 ruth ry rying \
     uesday urn urtle voy",
    "ma na nd nder nderstand ne nion nited niversity nsicher ntil pon sing suckballz1",
    "ampire an arious eilig erander ersion fhbyf ictor ideo iking ikings illage iper irginia ladimir oce on \
     oodoo oor oorbeeld ous oyager remya segda",
    "achtwoord ait aiting alk alker alter anda anna ant anted ants arrior atch ater ay ayne edding ednesday ei \
     ell elt enn ent erden ere ereld estern estside hat hatever hen here hich hile hite hoa hole hy ie ife \
     ijzig illekeurig illiam illiams illie illow ilson inner inston inter ir ish ithin ithout izard olfgang \
     oman omen ord ork orked orking orks orry ould ow right ritten rong rote",
    "avier",
    "amaha ankee ankees eah ear ears ellow es et ork oung ourself uki",
    "ameni aq12wsx awsze eit ijn menit mien ufaellig ufall xc123 xcvbn xcvbnm",
    "00000 07007 1012011 10203",
    "02030 11111 1111111 11222 12233 1223344 1235813213455891442333776109871597 23123 23123a 232323q 23321 234 \
     2344321 2345 234554321 23456 234567 2345678 23456789 234567890 23456789a 23456789q 23456a 23456q 2345a \
     2345q 2345qwert 234qwer 23654 23654789 23789 23abc 23qwe 23qweasd 2qwaszx 31313 34679 47258 47852 59357 \
     59753 59951 q2w3e q2w3e4r q2w3e4r5t qaz2wsx qazxsw2",
    "112 357111317192329313741434753596167717379 \
     7182818284590452353602874713526624977572470936999595749669676277",
    "1415926535897932384626433832795028841971693993751058209749445923078164 15475",
    "20420 815162342",
    "150",
    "54321 66666",
    "41852963 777777 89456 89456123",
    "52456 675309",
    "379992",
];

/// The words by their first two letters, made once and asked often.
#[derive(Debug)]
pub(in super::super) struct Words {
    /// Each word from its second letter on, and its cost, in the order of the first two letters.
    words: Vec<(&'static [u8], f32)>,
    /// Where in `words` each pair begins.
    starts: Vec<u16>,
}

/// Letters and digits.
const SIZE: usize = 36;

/// The place of a letter or a digit.
fn place(byte: u8) -> usize {
    usize::from(match byte {
        b'0'..=b'9' => byte - b'0' + 26,
        b'a'..=b'z' => byte - b'a',
        _ => return SIZE,
    })
}

impl Words {
    pub(in super::super) fn new() -> Self {
        let mut made = Self { words: Vec::with_capacity(2048), starts: Vec::with_capacity(SIZE * SIZE + 1) };
        for group in 0..SIZE {
            for second in 0..SIZE {
                made.starts.push(made.words.len() as u16);
                for word in FIRST.split(' ').map(str::as_bytes) {
                    if place(word[0]) == group && place(word[1]) == second {
                        made.words.push((&word[1..], 6.2));
                    }
                }
                for (list, cost) in [(OFTEN[group], 9.6), (OTHER[group], 12.4)] {
                    let words = list.split(' ').filter(|word| word.bytes().next().is_some_and(|b| place(b) == second));
                    made.words.extend(words.map(|word| (word.as_bytes(), cost)));
                }
            }
        }
        made.starts.push(made.words.len() as u16);
        made
    }

    /// The words that begin with these two, from the second letter on, each with its cost.
    pub(super) fn beginning(&self, first: u8, second: u8) -> &[(&'static [u8], f32)] {
        let at = place(first) * SIZE + place(second);
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) if place(second) < SIZE => &self.words[usize::from(*start)..usize::from(*end)],
            _ => &[],
        }
    }
}

/// Every word, as its first letter and the rest.
pub(in super::super) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    let firsts = (0..SIZE).map(|at| &"abcdefghijklmnopqrstuvwxyz0123456789"[at..=at]);
    let lists = firsts.enumerate().flat_map(|(at, first)| [(first, OFTEN[at]), (first, OTHER[at])]);
    let others = lists.flat_map(|(first, list)| list.split(' ').map(move |rest| (first, rest)));
    FIRST.split(' ').map(|word| word.split_at(1)).chain(others).filter(|(_, rest)| !rest.is_empty())
}
