// What servers write beside their codes. The words are those of the standards' own examples and of the mail servers that
// are widely run; each pattern asks for a thing and for what is wrong with it, and looks at one sentence at a time.
import type { BounceReason } from './words.ts'

const THING =
  '(?:users?|recipients?|mail ?box(?:es)?|accounts?|address(?:es)?|addressee|e-?mail|alias|rcpt|customer|login)'
const NOT_THERE = String.raw`(?:unknown|invalid|undeliverable|not? (?:\w+ )?(?:found|known|exist\w*|recogni[sz]ed|valid|local|there)|(?:does|do|did)(?: not|n't) exist|(?:could|can|was)(?: ?not|n't|n't) (?:be )?found|has been (?:deleted|removed|terminated)|no longer (?:exists?|valid|in use))`
const MISSING =
  '(?:unknown|invalid|illegal|no such|non-?existent|non-?existing|unrecogni[sz]ed|not a valid|not a known|undefined)'
const NEAR = String.raw`[^.:;\n]{0,60}?`

/** The same in other languages, those of the countries that are sent to first. */
const ELSEWHERE = [
  /(?:mottaker|modtager|mottagar|bruker|bruger|användar|adress|postkass|brevlåd|e-post)[^.;\n]{0,60}?(?:ukjent|ukendt|okänd|finn(?:e)?s (?:ikke|inte|ikkje)|findes ikke|eksisterer ikke|existerar inte|ugyldig|ogiltig)|(?:ukjent|ukendt|okänd|ugyldig|ogiltig)\w* (?:mottaker|modtager|mottagar|bruker|bruger|användar|adress)/,
  /(?:vastaanottaja|käyttäjä|osoite|postilaatikko)[^.;\n]{0,60}?(?:tuntematon|ei löydy|ei ole olemassa|virheellinen)|tuntematon (?:vastaanottaja|käyttäjä)/,
  /(?:empfänger|benutzer|adresse|postfach)[^.;\n]{0,60}?(?:unbekannt|existiert nicht|nicht gefunden|ungültig|nicht vorhanden)|unbekannter (?:empfänger|benutzer)/,
  /(?:destinataire|adresse|bo[iî]te|utilisateur|compte)[^.;\n]{0,60}?(?:inconnue?|invalide|n'existe|inexistante?)/,
  /(?:usuario|destinatario|buz[oó]n|direcci[oó]n|utente|casella)[^.;\n]{0,60}?(?:desconocid|no existe|inexistente|sconosciut|non esiste)/,
  /(?:пользовател|адрес|ящик)[^.;\n]{0,60}?(?:не найден|не существует|неизвест)/,
  /(?:アドレス|ディレクトリ|ユーザー?|宛先)[^。\n]{0,40}?(?:見つかりません|存在しません)|(?:用户|邮箱|收件人|地址)[^。\n]{0,20}?(?:不存在|未找到)/,
].map((pattern) => pattern.source)

/** In the order in which they are tried: what is said most plainly first. */
export const REPLY_PATTERNS: readonly (readonly [BounceReason, RegExp])[] = [
  [
    'too_large',
    /too (?:big|large)|(?:size|length)\b[^.\n]{0,40}\bexceed|exceed\w*\b[^.\n]{0,40}\b(?:size|length)|over ?size/,
  ],
  [
    'mailbox_full',
    /\b(?:mail ?box|inbox|quota|disk|storage|folder|account)\b[^.\n]{0,40}\b(?:is full|full\b|exceed\w*|exhausted|over\b)|(?:over|exceed\w*|out of|insufficient|not enough|no)\b(?: \w+){0,3} (?:quota|space|storage|memory)\b|quota exceed|\bmail ?box full/,
  ],
  // Exchange Online: the directory at its edge does not know the recipient.
  ['no_mailbox', /\b5\.4\.1\b[^\n]{0,80}recipient address rejected: access denied/],
  [
    'refused',
    /\bspam|\bvirus|malware|black ?list|block ?list|\bblocked\b|\brbl\b|dnsbl|(?<!not )\blisted (?:at|in|by|on)\b|\bspf\b|\bdmarc\b|\bdkim\b|\bpolic(?:y|ies)\b|reverse dns|\bptr\b|\brelay(?:ing|ed)?\b[^.\n]{0,30}\b(?:denied|not|prohibited)|\bno relaying|\bnot (?:a )?relay|\bauthenticat\w+|unauthenticated|access denied|sender (?:address|domain|verif\w+|id)|client host|helo command|reputation|unsolicited|suspicious|prohibited|not (?:allowed|authori[sz]ed|permitted)|permission|domain[ -]filter|attachment|\bmay not exist\b|\bcontent\b|redundant/,
  ],
  [
    'accepts_no_mail',
    /null ?mx|(?:does not|doesn't|do not|not) accept(?:ing)? (?:any )?(?:e-?)?mails?\b|accepts? no (?:e-?)?mail|no smtp service|domain does not receive mail/,
  ],
  [
    'moved',
    /\bhas moved\b|\bmoved to\b|no longer on (?:this )?server|new (?:e-?mail )?address is|left the company|mailbox owner has changed/,
  ],
  [
    'mailbox_disabled',
    new RegExp(
      String.raw`\b${THING}\b${NEAR}\b(?:disabled|suspended|locked|inactive|deactivated|not active|over its sending|unavailable temporarily)|\b(?:disabled|inactive|suspended|locked|deactivated) ${THING}`,
    ),
  ],
  // The words of RFC 5321 for 550, which stand for three causes.
  ['unknown', /requested action not taken: mailbox unavailable/],
  [
    'no_mailbox',
    new RegExp(
      String.raw`\b${THING}\b${NEAR}\b${NOT_THERE}|\b${MISSING} (?:\w+ ){0,2}${THING}|\bno ${THING} (?:here|by that|with that|found)|not (?:listed|found) in\b[^.\n]{0,30}\bdirectory|does(?: not|n't) have an?(?: \S+)? account|(?:recipient|addressee) name is not|recipient address rejected\W*$|no one by that name|${ELSEWHERE.join('|')}`,
    ),
  ],
  [
    'unreachable',
    /not found[^.\n]{0,10}\btry again|name service error[^\n]{0,80}\btry again|name server[^\n]{0,80}\blookup fail/,
  ],
  [
    'no_domain',
    /\b(?:unknown|no such|invalid|non-?existent) (?:mail )?(?:host|domain)|\b(?:host|domain|name|dns)\b[^.;\n]{0,60}\b(?:not found|unknown|does(?: not|n't) exist|non-?existent)|\bdomain\b[^.;\n]{0,20}\bnot reachable|unrouteable|couldn't find (?:any host|a mail exchanger)|(?:name|domain)[^.\n]{0,30}(?:could not|couldn't|cannot) be (?:found|resolved)|name or service not known|nxdomain|no (?:mx|dns) record/,
  ],
  [
    'busy',
    /too many|rate limit|throttl|grey ?list|try (?:again )?later|service refuse|currently busy|system busy|overload/,
  ],
  [
    'unreachable',
    /time[d-]? ?out|connection (?:refused|reset|lost|closed|dropped)|(?:unable|not able|could not|couldn't|cannot|failed|can't) (?:to )?(?:establish|connect|contact|reach)|network (?:error|is unreachable|problem)|no route to|lookup fail|\bloop|\bhops\b|retry timeout|\bexpired\b|giving up|deliver\w* (?:for|after|within)\b[^.\n]{0,40}\b(?:seconds|minutes|hours|days)|\d+ attempts|socket error|requests to connect|queue too long|\bdeferred\b|unable to connect/,
  ],
  [
    'server_fault',
    /\b(?:internal|system|configuration|software|local|protocol|mailer|i\/o|temporary) (?:\w+ )?(?:error|failure|problem)|can(?:no|')t (?:create|open|write)|unable to (?:contact|open|write|lock)|command (?:failed|died)|out of service/,
  ],
]
