// Whether a yes that nobody uses ends where practice says so. Switching it on ends yeses, so it says how many first.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Confirm } from '../../parts/Confirm.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { useFormats, useLanguage, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { settingWords } from '../../words/settings.ts'
import { OnOff } from './OnOff.tsx'
import styles from './SettingsPage.module.css'
import { saveLapse, type Unused, unusedQuery } from './settings.ts'

export function LapseSetting({ unused, mayChange }: { unused: Unused; mayChange: boolean }) {
  const words = useWords(settingWords)
  const formats = useFormats()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const save = useMutation({
    mutationFn: saveLapse,
    onSuccess: (saved) => queries.setQueryData(unusedQuery.queryKey, (old) => old && { ...old, ...saved }),
  })
  const { months, lapses, countries, lapsing, items } = unused
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const where = countries.map((code) => names.of(code) ?? code).join(', ')
  const count = formats.number(lapsing)
  return (
    <>
      <p className={styles.lead}>{words.lapseLead(formats.number(months), where)}</p>
      <OnOff
        label={words.lapse}
        isOn={lapses}
        now={lapses ? words.lapseOn(where, count, lapsing === 1) : words.lapseOff(where, count, lapsing === 1)}
        mayChange={mayChange}
        isSaving={save.isPending}
        error={save.error}
        saved={save.isSuccess ? (lapses ? words.lapseSavedOn : words.lapseSavedOff) : null}
        onChange={(isOn) => (isOn ? setIsAsking(true) : save.mutate(false))}
      />
      {items.length === 0 ? (
        <p className={styles.none}>{words.noneUnused(formats.number(months))}</p>
      ) : (
        <table className={styles.unused}>
          <caption className="visually-hidden">{words.unused}</caption>
          <thead>
            <tr>
              <th scope="col">{words.purpose}</th>
              <th scope="col" className="numeric">
                {words.unused}
              </th>
              <th scope="col">{words.oldest}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <UnusedRow key={`${item.purpose.id} ${item.channel}`} item={item} />
            ))}
          </tbody>
        </table>
      )}
      {isAsking && (
        <Confirm
          title={words.lapseAsk(where)}
          button={words.lapseButton(count, lapsing)}
          act={async () => {
            await save.mutateAsync(true)
          }}
          onClose={() => setIsAsking(false)}
        >
          {words.lapseAskDetail(formats.number(months))}
        </Confirm>
      )}
    </>
  )
}

function UnusedRow({ item: { purpose, channel, count, first, people } }: { item: Unused['items'][number] }) {
  const words = useWords(settingWords)
  const parts = useWords(partWords)
  return (
    <tr>
      <th scope="row">{words.by(purpose.name, parts.channel[channel])}</th>
      <td className="numeric" data-label={words.unused}>
        <PeopleNumber count={count} people={people} label={purpose.name} />
      </td>
      <td className="dim" data-label={words.oldest}>
        <DateText at={first} />
      </td>
    </tr>
  )
}
