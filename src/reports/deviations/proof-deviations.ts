// What the last check of everything found: entries that do not hold, mails without a yes, yeses whose evidence is gone;
// and that nobody has checked lately. Told with the time of the check, never as if it were now.
import { type Deviation, type DeviationSource, peopleOf, sayCount } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { EVIDENCE_MISSING, findProofs, SENT_WITHOUT_YES } from '../check-proofs.ts'

const DAY_MS = 86_400_000
/** Days after which a check is old. It runs daily by itself, so two days mean that something stands still. */
const OLD_DAYS = 2
/** ms that an entry may wait for the log, which takes it in within half a minute. */
const LONGEST_WAIT_MS = 3_600_000
/** Faults that are listed by name; the count says how many there are. */
const MOST_NAMED = 5

const FAULT = {
  en: {
    missing: 'is missing',
    entry: 'was changed',
    link: 'does not follow the one before',
    evidence: 'has other evidence than it had',
    state: 'is no ground for what is believed now',
  },
  nb: {
    missing: 'mangler',
    entry: 'er endret',
    link: 'følger ikke den forrige',
    evidence: 'har andre bevis enn den hadde',
    state: 'gir ikke grunn til det som gjelder nå',
  },
} as const

const brokenLedger: DeviationSource = {
  kind: 'broken-ledger',
  find: async (db, _now, { language, number, day }) => {
    const { proofs } = await findProofs(db)
    if (!proofs || proofs.faults.length === 0) return []
    const count = proofs.faults.length
    const words: Record<string, string> = FAULT[language]
    const nb = language === 'nb'
    const named = proofs.faults
      .slice(0, MOST_NAMED)
      .map(
        ({ contactId, seq, fault }) =>
          `[${nb ? 'Innføring' : 'Entry'} ${number(seq)}](page:/contacts/${contactId}) ${words[fault] ?? fault}`,
      )
    const found = day(new Date(proofs.checkedAt))
    const title = nb
      ? count === 1
        ? 'Én innføring i loggen holder ikke'
        : `${number(count)} innføringer i loggen holder ikke`
      : count === 1
        ? 'One entry of the ledger does not hold'
        : `${number(count)} entries of the ledger do not hold`
    const detail = nb
      ? `${named.join(', ')}. Funnet ${found}. Ingenting som bygger på dem, kan bevises: Finn ut hvem som har endret databasen, og kontroller igjen.`
      : `${named.join(', ')}. Found on ${found}. Nothing that rests on them can be proved: find out who has changed the database, and check again.`
    return [{ part: null, count, tone: 'broken', title, detail, mend: checkAgain(nb) }]
  },
}

const checkAgain = (nb: boolean) => ({ label: nb ? 'Kontroller igjen' : 'Check again', post: '/privacy/check' })

const sentWithoutYes: DeviationSource = {
  kind: 'sent-without-yes',
  people: () => SENT_WITHOUT_YES,
  find: async (db, _now, reader) => {
    const { proofs } = await findProofs(db)
    if (!proofs || proofs.sentWithoutYes === 0) return []
    const [count, nb] = [proofs.sentWithoutYes, reader.language === 'nb']
    const number = sayCount(count, peopleOf('sent-without-yes', null), reader)
    const found = reader.day(new Date(proofs.checkedAt))
    return [
      {
        part: null,
        count,
        tone: 'broken',
        title: nb
          ? `${number} ${count === 1 ? 'melding er' : 'meldinger er'} sendt uten et ja bak seg`
          : `${number} ${count === 1 ? 'message was' : 'messages were'} sent without a yes behind ${count === 1 ? 'it' : 'them'}`,
        detail: nb
          ? `Funnet ${found}. De viser ikke til noe ja til det samme i loggen. Se hvem som ble nådd, og si det til dem.`
          : `Found on ${found}. They name no yes to the same thing in the ledger. See who was reached, and tell them.`,
        mend: { label: nb ? 'Se meldingene' : 'See the messages', to: '/messages?status=sent' },
      },
    ]
  },
}

const evidenceMissing: DeviationSource = {
  kind: 'evidence-missing',
  people: () => EVIDENCE_MISSING,
  find: async (db, _now, reader) => {
    const { proofs } = await findProofs(db)
    const count = proofs?.yesWithoutEvidence ?? 0
    if (!proofs || count === 0) return []
    const nb = reader.language === 'nb'
    const number = sayCount(count, peopleOf('evidence-missing', null), reader)
    const found = reader.day(new Date(proofs.checkedAt))
    return [
      {
        part: null,
        count,
        tone: 'broken',
        title: nb
          ? `${number} ja kan ikke bevises, for beviset mangler`
          : `${number} ${count === 1 ? 'yes cannot be proved: its evidence is' : 'yeses cannot be proved: their evidence is'} missing`,
        detail: nb
          ? `Funnet ${found}. Hent beviset fra en sikkerhetskopi, eller spør på nytt.`
          : `Found on ${found}. Bring the evidence back from a backup, or ask anew.`,
        mend: checkAgain(nb),
      },
    ]
  },
}

const notVerified: DeviationSource = {
  kind: 'not-verified',
  find: async (db, now, { language, day }) => {
    const { proofs, isChecking } = await findProofs(db)
    const waiting = await findLongestWait(db)
    const checkedAt = proofs && new Date(proofs.checkedAt)
    const found: Deviation[] = []
    const nb = language === 'nb'
    if ((checkedAt === null && !isChecking) || (checkedAt && +now - +checkedAt > OLD_DAYS * DAY_MS))
      found.push({
        part: 'ledger',
        count: 1,
        tone: 'near',
        title: nb ? 'Loggen er ikke kontrollert i det siste' : 'The ledger has not been checked lately',
        detail: checkedAt
          ? nb
            ? `Sist ${day(checkedAt)}. Den kontrolleres hver dag av seg selv: Se om en prosess gjør arbeidet.`
            : `Last on ${day(checkedAt)}. It is checked each day by itself: see whether a process does the work.`
          : nb
            ? 'Ingen har sett etter ennå om kjedene holder.'
            : 'Nobody has looked yet whether the chains hold.',
        mend: { label: nb ? 'Kontroller nå' : 'Check now', post: '/privacy/check' },
      })
    if (waiting && +now - +waiting > LONGEST_WAIT_MS)
      found.push({
        part: 'log',
        count: 1,
        tone: 'broken',
        title: nb ? 'Innføringer kommer ikke inn i den signerte loggen' : 'Entries do not get into the signed log',
        detail: nb
          ? `Den eldste har ventet siden ${day(waiting)}. Noe stanser den: Kjør npm run assent -- verify, som sier hva.`
          : `The oldest has waited since ${day(waiting)}. Something stops it: run npm run assent -- verify, which says what.`,
        mend: { label: nb ? 'Kontroller nå' : 'Check now', post: '/privacy/check' },
      })
    return found
  },
}

/** When the first of the entries was recorded that wait for the log; they are taken in their order. */
async function findLongestWait(db: Db): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ recorded_at: Date | null }[]>(Prisma.sql`
    select min(entry.recorded_at) as recorded_at from (select contact_id, seq from proof_pending limit 1000) pending
    join consent_event entry on entry.contact_id = pending.contact_id and entry.seq = pending.seq`)
  return row?.recorded_at ?? null
}

export const proofDeviations: DeviationSource[] = [brokenLedger, sentWithoutYes, evidenceMissing, notVerified]
