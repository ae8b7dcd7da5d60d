//! How rarely chance looks like something, and what is told in which way.

use super::*;

#[track_caller]
fn guess(text: &str, way: Option<Way>) {
    let guess = Guess::of(text, &Words::new());
    assert_eq!(guess.way(), way, "{text}: {guess:?}");
}

/// How rarely chance saves as many bits: too rarely for counting, so by splitting. Of some keys the better
/// half is kept and changed at random, symbol by symbol, so that it gets no worse; each time only half as many
/// keys are as good. Gives the logarithm of how often that is.
fn rarity(symbols: &str, length: usize, count: usize, most: f64) -> f64 {
    let words = Words::new();
    let mut random = fastrand::Rng::with_seed(9);
    let symbols = symbols.as_bytes();
    let bits = |key: &[u8]| Guess::of(std::str::from_utf8(key).expect("ASCII"), &words).saved;
    let mut keys: Vec<(f64, Vec<u8>)> = (0..count * 200)
        .map(|_| {
            let key: Vec<u8> = (0..length).map(|_| symbols[random.usize(..symbols.len())]).collect();
            (bits(&key), key)
        })
        .collect();
    let mut rarity = 0.0;
    loop {
        keys.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (all, least) = (keys.len(), keys[keys.len() - 1].0);
        let place = if all > count { count } else { count / 2 };
        let kept = keys[..place].iter().filter(|key| key.0 > least).count();
        if kept == 0 {
            return rarity;
        }
        let level = keys[kept - 1].0;
        rarity += (kept as f64 / all as f64).log2();
        if level >= most || rarity < -50.0 {
            // It has saved some more.
            return rarity + (level - most).max(0.0);
        }
        keys.truncate(kept);
        for at in 0..count {
            let mut key = keys[if at < kept { at } else { random.usize(..kept) }].clone();
            for _ in 0..length {
                let mut other = key.1.clone();
                other[random.usize(..length)] = symbols[random.usize(..symbols.len())];
                let saved = bits(&other);
                if saved >= level {
                    key = (saved, other);
                }
            }
            if at < kept { keys[at] = key } else { keys.push(key) }
        }
    }
}

/// That a random key is called weak is about as rare as once in 2^30 keys: ten million of each format have none. So
/// few keys as are kept by default tell it to a few bits.
#[test]
fn chance_saves_little() {
    let count = std::env::var("KEYPROOF_KEYS").ok().and_then(|keys| keys.parse().ok()).unwrap_or(30);
    let all = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*-_";
    for (symbols, length) in [
        ("abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)", 50),
        (&all[..26], 50),
        (&all[..26], 30),
        (&all[..36], 32),
        ("0123456789", 50),
        ("0123456789abcdef", 32),
        (&all[..62], 64),
        (&all[..62], 40),
        (&all[..62], 22),
        (&all[..70], 32),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 50),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 52),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 21),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 43),
    ] {
        let limit = by_chance(length, (symbols.len() as f64).log2());
        let rarity = rarity(symbols, length, count, limit);
        println!("{length} of {}: {limit} bits are saved once in 2^{:.1} keys", symbols.len(), -rarity);
        // Short keys of small letters alone are no usual format.
        let most = if symbols.len() == 26 && length < 44 { -21.0 } else { -26.0 };
        assert!(rarity < most, "{symbols} {length}: 2^{rarity}");
    }
}

#[test]
fn ways() {
    guess("3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d", None);
    guess("thisisthesecretkeyofmysiteandnobodywilleverguessitatall", Some(Way::Words));
    guess("Th1s1sTh3S3cr3tK3y0fMyS1t3AndN0b0dyW1llEv3rGu3ssIt", Some(Way::Words));
    guess("Lorem ipsum dolor sit amet, consectetur adipiscing elit", Some(Way::Words));
    guess("alpha-bravo-charlie-delta-echo-foxtrot-golf-hotel-india-juliet", Some(Way::Words));
    guess("MercuryVenusEarthMarsJupiterSaturnUranusNeptunePluto", Some(Way::Words));
    guess("woshizhongguorenwoaiwodezuguo2008beijing", Some(Way::Words));
    guess("guvfvfzlfrpergxrlsbegurcebqhpgvbafreire", Some(Way::Words));
    guess("revres-noitcudorp-eht-rof-yek-terces-ym-si-siht", Some(Way::Words));
    guess("sseeccrreettkkeeyyffoorrmmyyssiittee", Some(Way::Words));
    guess("deadbeefdeadc0decafebabe8badf00dfeedfacebaadf00d", Some(Way::Words));
    guess("Abc123Def456Ghi789Jkl012Mno345Pqr678", Some(Way::Walk));
    guess("qqq11www22eee33rrr44ttt55yyy66uuu77", Some(Way::Walk));
    guess("nuncasabraslaclavesecretadeestesitioporquenoestaescrita", Some(Way::Words));
    guess("asdkjfhaskjdfhalskdjfhlaksjdhflkajsdhflkasjdhflkasjdhf", Some(Way::Mash));
    guess("abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmn", Some(Way::Walk));
    guess("k3!x9(zk3!x9(zk3!x9(zk3!x9(zk3!x8(zk3!x9(zk3!x9(zk", Some(Way::Copy));
    guess("199001011985121519700704200102281999123119660606", Some(Way::Date));
}

/// Words that begin with a capital each, in languages of which the page has few words, beside what dice and programs
/// draw.
#[test]
fn capitals() {
    for text in [
        "PolvipituinenGolfinpelaajaTautitapausSorahduttaa",
        "AzOldalNemTartalmazTalalatokat",
        "GecerliBirTarihGirinizLutfen",
        "MasukkanAlamatSurelYangSah",
        "CapisciImmuneIstanzeUtenza",
        "VyberteProsimPlatnouHodnotu",
        "FastStolKirjeImelVaffel",
    ] {
        let guess = Guess::of(text, &Words::new());
        assert!(matches!(guess.way(), Some(Way::Letters | Way::Words)), "{text}: {guess:?}");
    }
    for text in [
        "FallamAfixeuMatiesVedemPillenAdiauGironsSangsRiscsPuna",
        "OrganisoijaTaiturointiKippurainenPahanenPoliisiPuteliTappajasoluChippendaletyyliTipahtaaInsuliinihoito",
        "gmbh-specht-schrank-gelaufe-knurren-laich-wimmeln-gerade-behaart-razzia",
        "PlazmiHajoildApenmydEdhioc",
        "GrowJorcufErkidToocAdIanit",
        "OhcheiMohghuNeiraeBooquaiphe",
    ] {
        guess(text, None);
    }
}

#[test]
fn signs_between_groups_of_one_length_hold_nothing() {
    let words = Words::new();
    for text in ["erupt botch churn stain comic", "cinch.tacky.plank.thorn.shush", "pager-vowel-spoke-broke-curse"] {
        assert!(Guess::of(text, &words).is_weak(), "{text}");
    }
    for text in ["qkzvw-xjbgt-plmrn-odcyf-hwusa", "ajfuz.kqpwl.mxnvb.rtyoe.sgdhc"] {
        let guess = Guess::of(text, &words);
        assert!(!guess.is_weak(), "{text}");
        assert!((guess.high - 25.0 * 26_f64.log2()).abs() < 0.01, "{text}");
    }
    // Few are a phrase, whatever words they are.
    assert!(Guess::of("rients.rutilo.lobats.furots", &words).high < 60.0);
}
