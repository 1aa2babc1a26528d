// How many get a mail in each of its languages; nothing where it has only one.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { get } from '../../api.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import type { TextLanguage } from '../../words/purposes.ts'
import { translationWords } from '../../words/translations.ts'
import styles from './CampaignPage.module.css'
import type { Campaign } from './campaigns.ts'

type Counts = { items: { language: TextLanguage; gets: number; audience: number }[] }

const languageCountsQuery = ({ id, segment, translations, startsAt, purpose, topic }: Campaign) =>
  queryOptions({
    queryKey: [
      ...['campaign', id, 'forecast', 'languages', segment?.id, purpose.id, topic?.id, startsAt],
      translations.map(({ language }) => language).join(','),
    ],
    queryFn: ({ signal }) => get<Counts>(`/campaigns/${id}/forecast/languages`, signal),
    enabled: segment !== null && translations.length > 0,
  })

export function LanguageCounts({ campaign }: { campaign: Campaign }) {
  const words = useWords(translationWords)
  const { choices } = words
  const formats = useFormats()
  const { data } = useQuery(languageCountsQuery(campaign))
  if (!data || campaign.translations.length === 0) return null
  return (
    <table className={styles.byLanguage}>
      <thead>
        <tr>
          <th scope="col">{words.byLanguage}</th>
          <th scope="col" className="number">
            {words.getsIn}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.items.map(({ language, gets }) => (
          <tr key={language}>
            <td>{choices[language]}</td>
            <td className="number">{formats.number(gets)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
