// The words people read: the version in force in each language, and below it the older ones, which never change.
import { DateText } from '../../parts/DateText.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { purposeWords, TEXT_LANGUAGES } from '../../words/purposes.ts'
import type { TextVersion } from './purposes.ts'
import styles from './TextList.module.css'

export function TextList({ texts }: { texts: TextVersion[] }) {
  const words = useWords(purposeWords)
  const formats = useFormats()
  return (
    <ol className={styles.list}>
      {TEXT_LANGUAGES.map((language) => {
        const [current, ...older] = texts.filter((text) => text.language === language)
        const name = words.language[language] ?? language
        return (
          <li key={language} className={styles.language}>
            <h3>{name}</h3>
            {current ? (
              <div>
                <Version text={current} />
                {older.length > 0 && (
                  <details>
                    <summary className="small muted">{words.older(formats.number(older.length))}</summary>
                    {older.map((text) => (
                      <Version key={text.id} text={text} />
                    ))}
                  </details>
                )}
              </div>
            ) : (
              <p className="text-13 dim">{words.noText(name)}</p>
            )}
          </li>
        )
      })}
    </ol>
  )
}

function Version({ text }: { text: TextVersion }) {
  const words = useWords(purposeWords)
  const formats = useFormats()
  return (
    <div className={styles.version}>
      <blockquote lang={text.language}>
        <b>{text.name}</b>
        <p>{text.text}</p>
      </blockquote>
      <p className="small dim">
        {words.version(formats.number(text.version))}, {text.isInForce ? words.inForceSince : words.from2}{' '}
        <DateText at={text.effectiveFrom} /> · {words.restOnIt(formats.number(text.people), text.people === 1)} ·{' '}
        {text.shown > 0 && <>{words.served(formats.number(text.shown), formats.number(text.saidYes))} · </>}
        <span title={text.hash}>{text.hash.slice(0, 12)}</span>
      </p>
    </div>
  )
}
