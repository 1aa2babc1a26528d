// What the feed of a campaign says: where it is, how often it is told of, and what stood in the way.
import type { FeedFault } from '../pages/campaigns/feed/feed.ts'

const en = {
  what: 'The feed',
  none: 'No feed yet',
  noneDetail:
    'A campaign may follow a feed (RSS or Atom), such as that of your own articles. What is new there becomes a mail of its own, with its own results.',
  noneNow: 'This campaign follows no feed. A feed is chosen while it is a draft.',
  begin: 'Choose a feed',
  url: 'Address of the feed',
  urlHint: 'RSS or Atom, such as https://vidjevik.example/feed.',
  pace: 'How often, at most',
  paces: {
    each: 'Each time something is new',
    day: 'Once a day, what is new since',
    week: 'On days of the week, what is new since',
  },
  weekdays: 'Days',
  time: 'Time',
  maxItems: 'Entries in one mail, at most',
  maxItemsHint: 'The newest. Others that are new then are left out.',
  save: 'Read the feed and save',
  saved: (count: string, one: boolean) => (one ? 'Saved. One entry was read.' : `Saved. ${count} entries were read.`),
  remove: 'Remove the feed',
  says: 'What it says now',
  saysDraft: 'This is what the preview shows. Nobody gets these: only what is new after you begin to follow.',
  empty: 'The feed has no entries now.',
  inMail: 'In the mail',
  isInMail: 'The mail has a place for the entries.',
  notInMail: 'The mail has no place for the entries yet. This puts one before its last section.',
  putIn: 'Put the entries into the mail',
  howTo: 'Within it you may use these, also in the subject:',
  follow: 'Follow the feed',
  followDetail:
    'The mail is frozen. From now on each mail goes to the audience of that moment, as far as each has said yes. Nothing new, no mail.',
  following: (since: string) => `Followed since ${since}`,
  read: 'Last read',
  waiting: (count: string, one: boolean) =>
    one ? 'One new entry waits for the next mail.' : `${count} new entries wait for the next mail.`,
  nothingWaits: 'Nothing new waits.',
  since: 'since',
  faults: {
    unreachable: () => 'Nobody answers at its address. It is tried again, ever later.',
    closed: () => 'Its address leads into a private network, so it is not read.',
    status: (detail: string) => `Its server answers ${detail} instead of the feed. It is tried again, ever later.`,
    not_a_feed: () => 'What is there is no feed any more. It is tried again, ever later.',
    too_large: () => 'It is larger than 2 MB, so it is not read.',
    mail: (detail: string) => `The mail could not be made of it: ${detail} It is tried again within the hour.`,
  } satisfies Record<FeedFault, (detail: string) => string> as Record<FeedFault, (detail: string) => string>,
}

const nb: typeof en = {
  what: 'Strømmen',
  none: 'Ingen nyhetsstrøm ennå',
  noneDetail:
    'En kampanje kan følge en nyhetsstrøm (RSS eller Atom), som den fra dine egne artikler. Det som er nytt der, blir en e-post for seg, med egne resultater.',
  noneNow: 'Denne kampanjen følger ingen strøm. En strøm velges mens den er et utkast.',
  begin: 'Velg en strøm',
  url: 'Adressen til strømmen',
  urlHint: 'RSS eller Atom, som https://vidjevik.example/feed.',
  pace: 'Hvor ofte, på det meste',
  paces: {
    each: 'Hver gang noe er nytt',
    day: 'Én gang om dagen, det som er nytt siden sist',
    week: 'På dager i uken, det som er nytt siden sist',
  },
  weekdays: 'Dager',
  time: 'Klokkeslett',
  maxItems: 'Saker i én e-post, på det meste',
  maxItemsHint: 'De nyeste. Andre som er nye da, blir utelatt.',
  save: 'Les strømmen og lagre',
  saved: (count, one) => (one ? 'Lagret. Én sak ble lest.' : `Lagret. ${count} saker ble lest.`),
  remove: 'Fjern strømmen',
  says: 'Det den sier nå',
  saysDraft:
    'Dette er det forhåndsvisningen viser. Ingen får disse: bare det som er nytt etter at du begynner å følge.',
  empty: 'Strømmen har ingen saker nå.',
  inMail: 'I e-posten',
  isInMail: 'E-posten har plass til sakene.',
  notInMail: 'E-posten har ingen plass til sakene ennå. Dette legger en inn før den siste seksjonen.',
  putIn: 'Legg sakene inn i e-posten',
  howTo: 'Der kan du bruke disse, også i emnet:',
  follow: 'Følg strømmen',
  followDetail:
    'E-posten fryses. Fra nå av går hver e-post til målgruppen slik den er da, så langt hver enkelt har sagt ja. Ingenting nytt, ingen e-post.',
  following: (since) => `Fulgt siden ${since}`,
  read: 'Sist lest',
  waiting: (count, one) => (one ? 'Én ny sak venter på neste e-post.' : `${count} nye saker venter på neste e-post.`),
  nothingWaits: 'Ingenting nytt venter.',
  since: 'siden',
  faults: {
    unreachable: () => 'Ingen svarer på adressen. Den prøves igjen, stadig senere.',
    closed: () => 'Adressen fører inn i et privat nett, så den leses ikke.',
    status: (detail) => `Tjeneren svarer ${detail} i stedet for strømmen. Den prøves igjen, stadig senere.`,
    not_a_feed: () => 'Det som er der, er ikke lenger en strøm. Den prøves igjen, stadig senere.',
    too_large: () => 'Den er større enn 2 MB, så den leses ikke.',
    mail: (detail) => `E-posten kunne ikke lages av den: ${detail} Det prøves igjen innen en time.`,
  },
}

export const feedWords = { en, nb }
