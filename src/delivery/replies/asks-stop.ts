// Whether an answer asks to be left alone, in plain words. Two mistakes are possible. To miss such a word leaves somebody with
// mail that they have said no to, so words are looked for generously and a person decides. To stop by itself for who
// meant something else ("don't stop!") would be wrong about their will, so that happens only where nothing else is said.

export type StopWish = 'no' | 'asks' | 'only'

/** Characters of an answer that are looked at; a wish to stop stands at its beginning. */
const LOOKED_AT = 4000

/** What may stand alone, as people and STOP lists write it. Exactly these, but for case, marks and politeness. */
const ALONE = new Set(
  [
    ...['stop', 'stopp', 'unsubscribe', 'unsubscribe me', 'remove me', 'remove', 'opt out', 'optout', 'stop emails'],
    ...['stop all', 'stop this', 'stop mailing me', 'stop sending me emails', 'stop sending me mail', 'take me off'],
    ...['take me off your list', 'take me off this list', 'remove me from your list', 'remove me from this list'],
    ...['remove me from the list', 'unsubscribe me from this list', 'no more emails', 'cancel subscription'],
    ...['meld meg av', 'avmeld', 'avmeld meg', 'avmelding', 'meld av', 'slett meg fra listen', 'slett meg fra lista'],
    ...['fjern meg', 'fjern meg fra listen', 'fjern meg fra lista', 'ta meg av listen', 'ta meg av lista'],
    ...['ikke send meg mer', 'ikke send mer', 'jeg vil melde meg av', 'avslutt abonnement', 'stans'],
    ...['meld meg av lista', 'ikkje send meg meir', 'ikkje send meir', 'eg vil melde meg av', 'fjern meg frå lista'],
    ...['avregistrera', 'avregistrera mig', 'avprenumerera', 'ta bort mig', 'ta bort mig från listan', 'sluta'],
    ...[
      'avsluta prenumeration',
      'avsluta prenumerationen',
      'stoppa',
      'sluta skicka mejl',
      'inga fler mejl',
      'avanmäl mig',
    ],
    ...['afmeld', 'afmeld mig', 'afmelding', 'frameld', 'frameld mig', 'slet mig', 'slet mig fra listen', 'fjern mig'],
    ...['fjern mig fra listen', 'stop venligst', 'jeg vil afmelde mig', 'ikke flere mails'],
    ...['peruuta', 'peruuta tilaus', 'poista', 'poista minut', 'poista minut listalta', 'poistakaa minut listalta'],
    ...['lopeta', 'lopettakaa', 'peru tilaus', 'en halua enää viestejä', 'peruuttakaa tilaus', 'irtisano'],
  ].map(plain),
)

/** Between a letter and what is none, also where the letter is å: \b knows only a to z. */
const EDGE = '(?:(?<=\\p{L})(?!\\p{L})|(?<!\\p{L})(?=\\p{L}))'
const words = ({ source, flags }: RegExp) => new RegExp(source.replaceAll('\\b', EDGE), `${flags}u`)

/** Greetings, thanks and politeness around it. */
const POLITE = words(
  /\b(?:please|pls|thanks|thank you|hi|hello|hey|dear all|regards|best regards|kind regards|takk|vennligst|vær så snill|ver så snill|hei|hilsen|helsing|mvh|vh|med vennlig hilsen|venleg helsing|med venleg helsing|hej|tack|snälla|vänligen|hälsningar|med vänlig hälsning|tak|venligst|venlig hilsen|med venlig hilsen|kiitos|moi|ystävällisin terveisin|terveisin)\b/g,
)
/** What programs and phones put below, and a signature behind its mark (RFC 3676 4.3). */
const BELOW =
  /\n--[ \t]*\n[\s\S]*$|^\s*(?:sent from|get outlook for|sendt fra|skickat från|lähetetty|hent outlook|hämta outlook|hanki outlook)\b.{0,60}$/gim

/** Within other words. Each is a whole phrase, since "stop" alone stands in many sentences. */
const WITHIN = [
  /\bunsubscri(?:be|bed|bing)\b|\bopt(?:ing|ed)?[ -]out\b/,
  /\b(?:remove|take|delete|drop) (?:me|us|my (?:e-?mail )?address|this address|my e-?mail)\b.{0,40}\b(?:list|mailings?|database|newsletter|off|register)\b|\btake me off\b/,
  /\b(?:stop|cease|quit) (?:sending|mailing|e-?mailing|writing|contacting|spamming|these|this|the (?:mails?|e-?mails?|newsletters?))\b/,
  /\b(?:do not|don't|dont|never|no longer|not) (?:wish to |want to )?(?:e-?mail|mail|contact|write|send|receive|get)\b.{0,40}\b(?:me|us|again|any ?more|mails?|e-?mails?|newsletters?|from you)\b/,
  /\bno (?:more|further) (?:e-?mails?|mails?|newsletters?)\b/,
  /\bmelde? (?:meg|oss|mig|os) (?:av|ut|fra|af)\b|\bavmeld|\bafmeld|\bframeld|\bavregistrer|\bavprenumerer|\bavanmäl|\bavbestill/,
  /\b(?:fjerne?|slette?|slet|ta|stryke?) (?:meg|oss|mig|os|adressen min|adressa mi|min adresse)\b.{0,40}\b(?:listen|lista|listene|register|registeret|databasen|systemet|av|vekk|bort)\b/,
  /\bta bort (?:mig|oss|min adress)\b|\btag mig af\b/,
  /\b(?:slutt|stopp|sluta|stop|hold op) (?:å|og|att|med|at|med at|med å) (?:sende|skicka|mail|mejl|skrive|maile)/,
  /\b(?:ikke|ikkje|inte|aldri|aldrig)\b.{0,25}\b(?:send|sende|ha|få|få|motta|skicka|ta emot|modtage|have|vil ha|ønsker)\b.{0,40}\b(?:mail|mails|e-?post|epost|mer|meir|flere|fleire|fler|nyhetsbrev|nyheitsbrev|nyhedsbrev|mejl|reklame|reklam)/,
  /\b(?:ikke|ikkje|inte|ingen|inga)\b.{0,25}\b(?:flere|fleire|fler|mer|meir|mere)\b.{0,20}\b(?:e-?post\S*|mail\S*|mejl\S*|nyhe\S*|reklam\S*)/,
  /\b(?:vil|ønsker|ønskjer|vill|önskar)\b.{0,10}\b(?:ikke|ikkje|inte)\b.{0,25}\b(?:ha|få|motta|modtage|ta emot)\b/,
  /\b(?:poista|poistakaa|poistaa|poistatte)\b.{0,40}\b(?:minut|osoitteeni|sähköpostini|listalta|postituslistalta|rekisteristä)\b/,
  /\b(?:peru|peruuta|peruuttaa|perukaa|peruuttakaa|lopeta|lopettakaa)\b.{0,40}\b(?:tilau\S*|uutiskirje\S*|postitu\S*|viest\S*|lähettämi\S*)/,
  /\b(?:en|älä|älkää)\b.{0,25}\b(?:halua|lähetä|lähettäkö)\b.{0,40}\b(?:viest\S*|sähköpost\S*|uutiskirje\S*|postia|enää)/,
].map(words)

/** Whether these own words of an answer ask to stop, and whether they say nothing else. */
export function asksStop(own: string, subject = ''): StopWish {
  const said = lower(own.slice(0, LOOKED_AT).replace(BELOW, ''))
  // Behind Re: stand our own words. Any other subject is theirs, as where somebody writes nothing but that.
  const isTheirs = !/^\s*(?:re|sv|vs|aw|antw|ang)\s*:/i.test(subject)
  const bySubject = isTheirs && ALONE.has(plain(subject))
  if (plain(said) === '') return bySubject ? 'only' : 'no'
  if (ALONE.has(plain(said.replace(POLITE, ' ')))) return 'only'
  if (bySubject || ALONE.has(plain(firstSentence(own)))) return 'asks'
  return WITHIN.some((pattern) => pattern.test(said)) ? 'asks' : 'no'
}

const firstSentence = (text: string) => /^[^\n.!]*\??/.exec(text.trimStart())?.[0] ?? ''
const lower = (text: string) => text.toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ')

/** Letters alone, with single spaces. A question mark stays: "stop?" is a question. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}?]+/gu, ' ')
    .trim()
}
