// Yeses that no message has used for twelve months: whoever heard nothing for so long no longer expects to (consent.md C14).
import { findUnusedConsents } from '../unused/find-unused.ts'
import { findUnusedSetting } from '../unused/lapse-unused.ts'
import { type Deviation, type DeviationSource, sayCount } from './deviation.ts'

const CHANNELS: Record<'en' | 'nb', Record<string, string>> = {
  en: { email: 'e-mail', sms: 'SMS' },
  nb: { email: 'e-post', sms: 'SMS' },
}

export const unused: DeviationSource = {
  kind: 'unused',
  find: async (db, now, reader) => {
    const rows = await findUnusedConsents(db, now)
    const { lapses } = rows.length > 0 ? await findUnusedSetting(db) : { lapses: false }
    return rows.map(({ purpose, channel, people, first }): Deviation => {
      const number = sayCount(people, `/purposes/${purpose.id}/people?state=unused&channel=${channel}`, reader)
      const [one, by, day] = [people === 1, CHANNELS[reader.language][channel] ?? channel, reader.day(first)]
      const to = `/purposes/${purpose.id}`
      const said =
        reader.language === 'nb'
          ? {
              title: `${number} ja til ${purpose.name} på ${by} er ikke brukt på tolv måneder`,
              detail: `Det eldste fra ${day}. ${lapses ? 'For mottakere i Danmark går de ut av seg selv.' : 'I Danmark kan et slikt ja være bortfalt.'} Skriv til dem, eller spør på nytt på nett.`,
              mend: { label: 'Åpne formålet', to },
            }
          : {
              title: `${number} ${one ? 'yes' : 'yeses'} to ${purpose.name} by ${by} ${one ? 'was' : 'were'} not used for twelve months`,
              detail: `The oldest is from ${day}. ${lapses ? 'For recipients in Denmark they run out by themselves.' : 'In Denmark such a yes may have lapsed.'} Write to them, or ask anew on the web.`,
              mend: { label: 'Open the purpose', to },
            }
      return { part: `${purpose.id}/${channel}`, count: people, tone: 'plain', ...said }
    })
  },
}
