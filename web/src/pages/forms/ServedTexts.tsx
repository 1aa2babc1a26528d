// How often each text was shown on a form, also to those who did not answer. Nobody is counted by name.
import { useQuery } from '@tanstack/react-query'
import { Answer } from '../../parts/Answer.tsx'
import { formWords } from '../../words/forms.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { servedQuery } from './forms.ts'

export function ServedTexts({ formId }: { formId: string }) {
  const words = useWords(formWords)
  const formats = useFormats()
  const served = useQuery(servedQuery(formId))
  return (
    <section>
      <h2>{words.served}</h2>
      <p className="muted text-13">{words.servedDetail}</p>
      <Answer query={served} what={words.served}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-13 dim">{words.notServed}</p>
          ) : (
            <ul className="text-13">
              {items.map(({ textId, name, language, version, shown, saidYes }) => (
                <li key={textId}>
                  <b lang={language}>{name}</b>, {words.versionOf(formats.number(version), language)}:{' '}
                  {words.servedCount(formats.number(shown), formats.number(saidYes))}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  )
}
