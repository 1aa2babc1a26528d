// What people have said, column by column: which answer is a yes, which a no, and the proof without which a yes does not count.
import { Button, Checkbox, SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { importWords } from '../../words/imports.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { type Channel, partWords } from '../../words/parts.ts'
import { type Purpose, purposesQuery } from '../purposes/purposes.ts'
import {
  type Draft,
  type DraftConsent,
  editList,
  guessMeanings,
  type Meaning,
  NO_COLUMN,
  NO_WORDS,
  needsCollector,
} from './draft.ts'
import { EvidenceField } from './EvidenceField.tsx'
import styles from './Imports.module.css'

export type ConsentStepProps = { draft: Draft; onChange: (draft: Draft) => void }

export function ConsentStep({ draft, onChange }: ConsentStepProps) {
  const words = useWords(importWords)
  const purposes = useQuery(purposesQuery)
  const open = purposes.data?.items.filter((purpose) => purpose.retiredAt === null) ?? []
  const first = open[0]
  const edit = editList(draft.consent, (consent) => onChange({ ...draft, consent }))
  const add = () =>
    first &&
    edit.add({
      purpose: first.id,
      channel: first.channels[0] ?? 'email',
      column: '',
      meanings: {},
      at: NO_COLUMN,
      source: NO_WORDS,
      wording: NO_WORDS,
      isPartner: false,
      collector: NO_WORDS,
      partnerProof: NO_COLUMN,
      assumed: false,
    })
  return (
    <>
      <p className={styles.hint}>{words.consentHint}</p>
      {draft.consent.map((said) => (
        <Said
          key={said.id}
          said={said}
          draft={draft}
          purposes={open}
          onChange={(part) => edit.change(said.id, part)}
          onRemove={() => edit.remove(said.id)}
        />
      ))}
      {purposes.isSuccess && !first ? (
        <p className={styles.said}>{words.noPurposes}</p>
      ) : (
        <Button onClick={add} disabled={!first}>
          {words.addConsent}
        </Button>
      )}
    </>
  )
}

type SaidProps = {
  said: DraftConsent
  draft: Draft
  purposes: Purpose[]
  onChange: (part: Partial<DraftConsent>) => void
  onRemove: () => void
}

function Said({ said, draft, purposes, onChange, onRemove }: SaidProps) {
  const words = useWords(importWords)
  const parts = useWords(partWords)
  const formats = useFormats()
  const purpose = purposes.find((one) => one.id === said.purpose)
  const headings = draft.columns.map(({ heading }) => heading)
  const values = draft.preview.columns.find(({ heading }) => heading === said.column)?.values ?? []
  const hasYes = Object.values(said.meanings).includes('yes')
  return (
    <section className={styles.consent} aria-label={words.consentOf(purpose?.name ?? '')}>
      <header>
        <h3>{words.consentOf(purpose?.name ?? '')}</h3>
        <button type="button" className="link small" onClick={onRemove}>
          {words.removeConsent}
        </button>
      </header>
      <div className={styles.three}>
        <Select
          label={words.purpose}
          allowDeselect={false}
          data={purposes.map(({ id, name }) => ({ value: id, label: name }))}
          value={said.purpose}
          onChange={(value) => {
            const next = purposes.find((one) => one.id === value)
            if (next) onChange({ purpose: next.id, channel: next.channels[0] ?? 'email' })
          }}
        />
        <Select
          label={words.channel}
          allowDeselect={false}
          data={(purpose?.channels ?? []).map((channel) => ({ value: channel, label: parts.channel[channel] }))}
          value={said.channel}
          onChange={(value) => value && onChange({ channel: value as Channel })}
        />
        <Select
          label={words.consentColumn}
          searchable
          data={headings}
          value={said.column || null}
          onChange={(value) => onChange({ column: value ?? '', meanings: guessMeanings(draft.preview, value ?? '') })}
        />
      </div>
      {values.length > 0 && (
        <>
          <h4>{words.answers}</h4>
          {values.map(({ value, count }) => (
            <div key={value} className={styles.answer}>
              <span>{value}</span>
              <span className="dim small">{words.rowsOf(formats.number(count), count === 1)}</span>
              <SegmentedControl
                aria-label={value}
                data={[
                  { value: 'yes', label: words.meansYes },
                  { value: 'no', label: words.meansNo },
                  { value: 'nothing', label: words.meansNothing },
                ]}
                value={said.meanings[value] ?? 'nothing'}
                onChange={(meaning) => onChange({ meanings: { ...said.meanings, [value]: meaning as Meaning } })}
              />
            </div>
          ))}
        </>
      )}
      {hasYes && (
        <>
          <h4>{words.proof}</h4>
          <p className={styles.hint}>{words.proofHint}</p>
          <EvidenceField
            label={words.proofAt}
            hint={words.dateHint}
            evidence={said.at}
            headings={headings}
            onChange={(at) => onChange({ at })}
          />
          <EvidenceField
            label={words.proofSource}
            hint={words.sourceHint}
            evidence={said.source}
            headings={headings}
            onChange={(source) => onChange({ source })}
          />
          <EvidenceField
            label={words.proofWording}
            hint={words.wordingHint}
            evidence={said.wording}
            headings={headings}
            onChange={(wording) => onChange({ wording })}
          />
          <h4 id={`collected-${said.id}`}>{words.collected}</h4>
          <p className={styles.hint}>{words.collectedHint}</p>
          <SegmentedControl
            aria-labelledby={`collected-${said.id}`}
            data={[
              { value: 'own', label: words.collectedByUs },
              { value: 'partner', label: words.collectedByPartner },
            ]}
            value={said.isPartner ? 'partner' : 'own'}
            onChange={(who) => onChange({ isPartner: who === 'partner' })}
          />
          {said.isPartner && (
            <>
              <EvidenceField
                label={words.collector}
                hint={words.collectorHint}
                evidence={said.collector}
                headings={headings}
                onChange={(collector) => onChange({ collector })}
              />
              <EvidenceField
                label={words.partnerProof}
                hint={words.partnerProofHint}
                evidence={said.partnerProof}
                headings={headings}
                onChange={(partnerProof) => onChange({ partnerProof })}
              />
              {needsCollector(said) ? (
                <p className={`${styles.said} ${styles.warning}`}>{words.collectorMissing}</p>
              ) : (
                said.partnerProof.text === '' && <p className={styles.said}>{words.partnerUnproven}</p>
              )}
            </>
          )}
          <Checkbox
            mt={16}
            label={words.assumed}
            description={words.assumedHint}
            checked={said.assumed}
            onChange={(event) => onChange({ assumed: event.currentTarget.checked })}
          />
        </>
      )}
    </section>
  )
}
