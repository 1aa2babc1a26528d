// What the mail says: subject, the line after it, and the mail itself.
import { useState } from 'react'
import { Note } from '../../parts/Tag.tsx'
import { campaignWords } from '../../words/campaigns.ts'
import { useWords } from '../../words/language.tsx'
import styles from './CampaignPage.module.css'
import type { Campaign, Problem } from './campaigns.ts'
import { LiquidInput } from './editor/liquid/LiquidInput.tsx'
import { MailEditor } from './editor/MailEditor.tsx'
import { useVariables } from './editor/use-variables.ts'
import { LanguageBar } from './LanguageBar.tsx'
import { MailTools } from './MailTools.tsx'
import type { DraftState } from './use-draft.ts'

export function MessageTab({ campaign, draft }: { campaign: Campaign; draft: DraftState }) {
  const words = useWords(campaignWords)
  const variables = useVariables()
  const [hasLeftSubject, setLeftSubject] = useState(false)
  const problems = (draft.preview?.checks ?? [])
    .flatMap((check) => check.problems)
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  const firstOf = (path: Problem['path']) => problems.find((one) => one.path === path && !one.isWarning)?.message
  return (
    <div className={styles.message}>
      <h1 className="visually-hidden">{words.tabs.message}</h1>
      {!draft.mayEdit && <Note>{words.frozen}</Note>}
      <LanguageBar campaign={campaign} draft={draft} />
      <LiquidInput
        label={words.subject}
        value={draft.values.subject}
        maxLength={500}
        readOnly={!draft.mayEdit}
        // Whoever has just begun knows that it is empty.
        error={(hasLeftSubject || draft.values.subject !== '') && firstOf('subject')}
        variables={variables}
        language={draft.language}
        onBlur={() => setLeftSubject(true)}
        onChange={(subject) => draft.change({ subject })}
      />
      <LiquidInput
        label={words.preheader}
        value={draft.values.preheader}
        maxLength={500}
        readOnly={!draft.mayEdit}
        error={firstOf('preheader')}
        variables={variables}
        language={draft.language}
        onChange={(preheader) => draft.change({ preheader })}
      />
      {draft.mayEdit && <MailTools draft={draft} />}
      <MailEditor
        mjml={draft.values.mjml}
        mayEdit={draft.mayEdit}
        sender={draft.preview?.sender ?? undefined}
        problems={problems.filter((one) => one.path === 'mjml')}
        onChange={(mjml) => draft.change({ mjml })}
      />
    </div>
  )
}
