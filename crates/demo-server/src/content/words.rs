//! The words of which generated mail is made.

/// Who writes: name and address.
pub(super) const SENDERS: &[(&str, &str)] = &[
    ("Hanne Vik", "hanne@saltmarsh.example.org"),
    ("Tom Okafor", "tom@okafor-rigging.example.com"),
    ("Ines Maric", "ines@maric-design.example.net"),
    ("Luis Prado", "luis@prado-sails.example.com"),
    ("Maya Lindgren", "maya@rowing-club.example.org"),
    ("Harbour Office", "office@harbour.example.org"),
    ("Bram de Wit", "bram@dewit-blokmakers.example.net"),
    ("Käthe Brandt", "k.brandt@werft-brandt.example.com"),
    ("Élise Caron", "elise@musee-du-port.example.org"),
    ("Kofi Mensah", "k.mensah@quay-school.example.org"),
    ("Timber Exchange", "offers@timber-exchange.example.com"),
    ("Pat Lindqvist", "pat@lindqvist.example.net"),
    ("Søren Åkesson", "soren@baadvaerft.example.net"),
    ("Town Library", "loans@library.example.org"),
    ("Mutual of the Estuary", "claims@estuary-mutual.example.com"),
    ("Zoë van der Meer", "zoe@lofting.example.net"),
    ("Jonas Weber", "jonas@keys.example.org"),
    ("Mina Tanaka", "mina.tanaka@hamano.example.com"),
    ("Wire & Rope Works", "sales@wire-rope.example.com"),
    ("Asha Rao", "asha.rao@monsoon-sailing.example.org"),
    ("Café Anker", "hallo@cafe-anker.example.com"),
    ("Ada Quill", "ada@leading-lights.example.org"),
    ("Lantern Electric", "bills@lantern-electric.example.org"),
    ("Sound Ferries", "tickets@sound-ferries.example.net"),
];

/// What is written about; `{}` is a [`THINGS`].
pub(super) const SUBJECTS: &[&str] = &[
    "The {} has arrived",
    "Question about the {}",
    "Re: {}",
    "Price for the {}",
    "Photographs of the {}",
    "Who has seen the {}?",
    "Next week: the {}",
    "A word about the {}",
    "Re: Re: {}, once more",
    "Bill for the {}",
    "The {} again",
    "Drawings: {}",
    "Found: one {}",
    "{}: done",
    "{}: not done",
    "Fwd: {}",
];

/// What a boatyard is about.
pub(super) const THINGS: &[&str] = &[
    "steam box",
    "bronze cleat",
    "tiller",
    "keel bolt",
    "band saw",
    "copper rivets",
    "spruce plank",
    "anchor chain",
    "paint shed",
    "winch handle",
    "oak crook",
    "dinghy",
    "bilge pump",
    "compass lamp",
    "mooring buoy",
    "ridge tent",
    "caulking mallet",
    "garboard",
    "mizzen",
    "trailer",
    "tide gauge",
    "varnish",
    "stern lamp",
    "topsail",
    "boat hook",
    "capstan",
    "deck beam",
    "sail loft key",
    "rudder blade",
    "pilot gig",
];

/// How it begins; `{}` is the thing.
pub(super) const OPENINGS: &[&str] = &[
    "I had another look at the {} this morning, before the tide was up.",
    "You asked about the {}, and I have been thinking about it since.",
    "The {} is where you said it would be, under everything else.",
    "About the {}: it is better than it looks and worse than we hoped.",
    "There is news of the {}, and for once it is good.",
    "Do you remember the {} that we lent out two summers ago?",
    "Nobody will admit to having moved the {}.",
];

/// How it goes on.
pub(super) const MIDDLES: &[&str] = &[
    "It wants a day's work, two at most, if the weather lets us leave the doors open.",
    "Hanne thinks we should keep it; I think we should keep Hanne from thinking so.",
    "The invoice says forty, the delivery note says forty-two, and I counted forty-one.",
    "If we order before the end of the month, the carriage is free.",
    "I have put the old one on the shelf behind the stove, where it can dry.",
    "The harbour office would like a form for it, in two copies, of different colours.",
    "It fits, if one is patient, and if one is not, there is the mallet.",
    "The measurements are in the red notebook, on the page with the coffee.",
    "Tom has offered to fetch it with the van on his way back from the ferry.",
    "It needs three coats, and the third one needs a Sunday.",
];

/// How it ends.
pub(super) const ENDINGS: &[&str] = &[
    "Tell me what you think.",
    "No hurry, the boat is older than both of us.",
    "I shall be at the yard until six.",
    "Could you look at it when you pass?",
    "We need an answer by Thursday, or the crane is gone.",
    "More when I know more.",
    "Thank you, as ever.",
];
