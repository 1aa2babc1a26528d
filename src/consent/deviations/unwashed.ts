// People who may be called or written a letter, on lists that have not been compared with the register of their country in
// this period (consent.md N6): the decision says no to each of them until somebody does.
import { REGISTERS } from '../calls/registers/index.ts'
import { unwashedSql } from '../washes/find-registers.ts'
import { countAtMost, type Deviation, type DeviationSource, peopleOf, sayCount } from './deviation.ts'

const KIND = 'unwashed'

const LISTS = REGISTERS.flatMap((register) => register.channels.map((channel) => ({ register, channel })))
const partOf = ({ register, channel }: (typeof LISTS)[number]) => `${register.id}/${channel}`

export const unwashed: DeviationSource = {
  kind: KIND,
  people: (part, now) => {
    const list = LISTS.find((one) => partOf(one) === part)
    return list && unwashedSql(list.register, list.channel, now)
  },
  find: async (db, now, reader) => {
    const found: Deviation[] = []
    for (const list of LISTS) {
      const { register, channel } = list
      const count = await countAtMost(db, unwashedSql(register, channel, now))
      if (count === 0) continue
      const number = sayCount(count, peopleOf(KIND, partOf(list)), reader)
      const one = count === 1
      const letters = channel === 'post'
      const said =
        reader.language === 'nb'
          ? {
              title: `${number} ${one ? 'person' : 'personer'} kan ikke ${letters ? 'få brev' : 'ringes'} før listen er vasket mot ${register.name}`,
              detail:
                'Listen er ikke sammenlignet i denne perioden. Skriv ut listen, og les inn svaret fra registeret.',
              mend: { label: 'Vask listen', to: '/registers' },
            }
          : {
              title: `${number} ${one ? 'person' : 'people'} cannot be ${letters ? 'written a letter' : 'called'} until the list is washed against ${register.name}`,
              detail:
                'The list has not been compared in this period. Write the list, and bring back the register’s answer.',
              mend: { label: 'Wash the list', to: '/registers' },
            }
      found.push({ part: partOf(list), count, tone: 'near', ...said })
    }
    return found
  },
}
