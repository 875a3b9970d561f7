import { found } from "./listing.ts";

type Language = "nl" | "en";

/** Names of the groups in both languages, and the emoji of each: sign, Dutch and English word. */
const GROUPS: readonly [nl: string, en: string, emoji: string][] = [
  [
    "Gezichten",
    "Faces",
    "😀 blij happy|😃 lachen laugh|😄 lachen laugh|😁 grijns grin|😅 zweet sweat|🤣 rollen rofl|😂 tranen joy|🙂 glimlach smile|🙃 omgekeerd upside|😉 knipoog wink|😊 blozen blush|😇 engel angel|🥰 verliefd love|😍 hartjes hearts|🤩 sterren stars|😘 kus kiss|😋 lekker yum|😜 tong tongue|🤗 knuffel hug|🤔 denken think|🤫 stil quiet|😐 neutraal neutral|😏 grijns smirk|🙄 ogen eyes|😬 oei grimace|😌 rust relieved|😴 slapen sleep|🤒 ziek sick|🤧 niezen sneeze|🥳 feest party|😎 cool sunglasses|🤓 nerd nerd|😕 verward confused|😟 bezorgd worried|😮 verbaasd surprised|😲 geschrokken astonished|🥺 smeken plead|😢 verdrietig sad|😭 huilen cry|😱 gil scream|😤 boos huff|😡 woedend angry|🤯 ontploft mind|😳 rood flushed",
  ],
  [
    "Handen en mensen",
    "Hands and people",
    "👍 duim thumb|👎 duim omlaag down|👌 ok ok|✌️ vrede peace|🤞 duimen luck|🤟 hou van love|👏 applaus clap|🙌 hoera hooray|👐 handen open|🤝 hand handshake|🙏 dank thanks|💪 sterk strong|👋 dag wave|✋ hand stop|☝️ wijs point|👉 rechts right|👈 links left|👀 ogen eyes|🤷 schouders shrug|🙋 vraag raise|🧑‍🎤 zanger singer|💃 dansen dance|🕺 dansen dance|👪 gezin family",
  ],
  [
    "Muziek en feest",
    "Music and feasts",
    "🎵 noot note|🎶 noten notes|🎼 partituur score|🎤 micro microphone|🎹 piano piano|🎸 gitaar guitar|🎻 viool violin|🎺 trompet trumpet|🥁 trom drum|🪗 accordeon accordion|🎷 saxofoon saxophone|🎭 toneel theatre|🎬 film film|🎟️ kaartje ticket|🎉 feest party|🎊 confetti confetti|🎂 taart cake|🎁 cadeau gift|🏆 beker trophy|🥇 medaille medal|🎄 kerst christmas|🔔 bel bell",
  ],
  [
    "Hartjes en tekens",
    "Hearts and signs",
    "❤️ hart heart|🧡 oranje orange|💛 geel yellow|💚 groen green|💙 blauw blue|💜 paars purple|🖤 zwart black|💔 gebroken broken|💯 honderd hundred|✅ klaar done|❌ nee no|❓ vraag question|❗ let op attention|⚠️ waarschuwing warning|⭐ ster star|🌟 ster star|✨ glans sparkles|🔥 vuur fire|💡 idee idea|📌 prik pin|📣 megafoon megaphone|⏰ wekker alarm|🗓️ kalender calendar|🔑 sleutel key",
  ],
  [
    "Eten, natuur en onderweg",
    "Food, nature and travel",
    "☕ koffie coffee|🍵 thee tea|🍺 bier beer|🍻 proost cheers|🍷 wijn wine|🥂 toost toast|🍰 gebak cake|🍪 koek cookie|🍕 pizza pizza|🍟 friet fries|🥗 sla salad|🍎 appel apple|🌸 bloesem blossom|🌹 roos rose|🌳 boom tree|🍀 klaver clover|🌞 zon sun|🌧️ regen rain|❄️ sneeuw snow|🌈 regenboog rainbow|🐶 hond dog|🐱 kat cat|🐦 vogel bird|🐟 vis fish|🚗 auto car|🚲 fiets bike|🚌 bus bus|🚆 trein train|✈️ vliegtuig plane|⛪ kerk church|🏠 huis house|🏕️ kamp camp|⚽ voetbal football",
  ],
];

/** Sign and name. */
export type Emoji = [emoji: string, name: string];

export function groups(language: Language): [label: string, emoji: Emoji[]][] {
  return GROUPS.map(([nl, en, listed]) => [language === "nl" ? nl : en, read(listed).map((each) => named(each, language))]);
}

/** Those whose Dutch or English word begins so. */
export function emojiNamed(query: string, language: Language): Emoji[] {
  const all = GROUPS.flatMap(([, , listed]) => read(listed));
  return all.filter(([, names]) => found([names], query)).map((each) => named(each, language));
}

function read(listed: string): [emoji: string, names: string][] {
  return listed.split("|").map((each) => [each.slice(0, each.indexOf(" ")), each.slice(each.indexOf(" ") + 1)]);
}

// The last word is the English one.
function named([emoji, names]: [string, string], language: Language): Emoji {
  const at = names.lastIndexOf(" ");
  return [emoji, language === "nl" ? names.slice(0, at) : names.slice(at + 1)];
}
