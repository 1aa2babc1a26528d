// The part of a mail for programs that show no HTML: made from the mail, or written here. That the mail has changed since is
// said, and taken back only by who has read it again.
import { Button, Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Note } from '../../parts/Tag.tsx'
import { useWords } from '../../words/language.tsx'
import { plainTextWords } from '../../words/plain-text.ts'
import type { TextLanguage } from '../../words/purposes.ts'
import type { OwnText, Problem } from './campaigns.ts'
import { useVariables } from './editor/use-variables.ts'
import styles from './MailPreview.module.css'

const MjmlEditor = lazy(() => import('./MjmlEditor.tsx').then(({ MjmlEditor: Editor }) => ({ default: Editor })))

export type PlainTextPartProps = {
  text: OwnText
  /** What the mail makes now; undefined while that is not known. */
  madeText: string | undefined
  problems: readonly Problem[]
  language: TextLanguage
  onChange: (text: OwnText) => void
}

export function PlainTextPart({ text, madeText, problems, language, onChange }: PlainTextPartProps) {
  const words = useWords(plainTextWords)
  const variables = useVariables()
  const { plainText, plainTextOf } = text
  if (plainText === null)
    return (
      <div className={styles.own}>
        <p className="small dim">{words.made}</p>
        <Button
          size="xs"
          disabled={madeText === undefined}
          onClick={() => onChange({ plainText: (madeText ?? '').trim(), plainTextOf: madeText ?? null })}
        >
          {words.write}
        </Button>
      </div>
    )
  const isOld = madeText !== undefined && plainTextOf !== null && plainTextOf !== madeText
  return (
    <div className={styles.own}>
      {isOld && (
        <Note tone="near">
          <p>{words.old}</p>
          <Button size="compact-sm" onClick={() => onChange({ plainText, plainTextOf: madeText })}>
            {words.stillRight}
          </Button>
        </Note>
      )}
      <Suspense fallback={<Skeleton height={240} />}>
        <MjmlEditor
          isText
          label={words.label}
          value={plainText}
          isReadOnly={false}
          problems={problems.filter(({ path, isWarning }) => path === 'plainText' && !isWarning)}
          variables={variables}
          language={language}
          onChange={(next) => onChange({ plainText: next, plainTextOf })}
        />
      </Suspense>
      <p className="small dim">{words.hint}</p>
      <Button size="xs" variant="subtle" onClick={() => onChange({ plainText: null, plainTextOf: null })}>
        {words.makeAgain}
      </Button>
    </div>
  )
}
