// Who is a customer: the sales in the file, with all that makes a sale stand for a yes. A row that says less makes nobody a
// customer, and the check says so.
import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../parts/AppLink.tsx'
import { ADDRESS_SOURCES, basisWords } from '../../words/basis.ts'
import { importWords } from '../../words/imports.ts'
import { useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { purposesQuery } from '../purposes/purposes.ts'
import {
  CUSTOMER_CHANNELS,
  type CustomerChannel,
  type Draft,
  type DraftSale,
  editList,
  lacksOfSale,
  NO_COLUMN,
  NO_WORDS,
} from './draft.ts'
import { EvidenceField } from './EvidenceField.tsx'
import styles from './Imports.module.css'

export type SalesStepProps = { draft: Draft; onChange: (draft: Draft) => void }

export function SalesStep({ draft, onChange }: SalesStepProps) {
  const words = useWords(importWords)
  const purposes = useQuery(purposesQuery)
  const forCustomers =
    purposes.data?.items.filter((one) => one.retiredAt === null && one.legalBasis === 'existing_customer') ?? []
  const families = [...new Set(forCustomers.flatMap(({ productFamily }) => productFamily ?? []))]
  const edit = editList(draft.sales, (sales) => onChange({ ...draft, sales }))
  const add = () =>
    edit.add({
      channel: 'email',
      productFamily: NO_COLUMN,
      soldAt: NO_COLUMN,
      source: NO_WORDS,
      optOutOffered: NO_WORDS,
      evidence: NO_COLUMN,
    })
  return (
    <>
      <p className={styles.hint}>{words.salesHint}</p>
      {draft.sales.map((sale) => (
        <Sale
          key={sale.id}
          sale={sale}
          families={families}
          headings={draft.columns.map(({ heading }) => heading)}
          onChange={(part) => edit.change(sale.id, part)}
          onRemove={() => edit.remove(sale.id)}
        />
      ))}
      {purposes.isSuccess && families.length === 0 ? (
        <p className={styles.said}>
          {words.noFamilies}{' '}
          <AppLink className="link" href="/purposes">
            {words.toPurposes}
          </AppLink>
        </p>
      ) : (
        <Button onClick={add} disabled={families.length === 0}>
          {words.addSales}
        </Button>
      )}
    </>
  )
}

type SaleProps = {
  sale: DraftSale
  families: string[]
  headings: string[]
  onChange: (part: Partial<DraftSale>) => void
  onRemove: () => void
}

function Sale({ sale, families, headings, onChange, onRemove }: SaleProps) {
  const words = useWords(importWords)
  const basis = useWords(basisWords)
  const parts = useWords(partWords)
  const lacks = lacksOfSale(sale)
  return (
    <section className={styles.consent} aria-label={words.sale}>
      <header>
        <h3>{words.sale}</h3>
        <button type="button" className="link small" onClick={onRemove}>
          {words.removeConsent}
        </button>
      </header>
      <div className={styles.three}>
        <Select
          label={basis.channel}
          allowDeselect={false}
          data={CUSTOMER_CHANNELS.map((channel) => ({ value: channel, label: parts.channel[channel] }))}
          value={sale.channel}
          onChange={(channel) => channel && onChange({ channel: channel as CustomerChannel })}
        />
      </div>
      <h4>{words.saleProof}</h4>
      <p className={styles.hint}>{words.saleProofHint}</p>
      <EvidenceField
        label={basis.family}
        hint={words.familyHint(families.join(', '))}
        choices={families.map((family) => ({ value: family, label: family }))}
        evidence={sale.productFamily}
        headings={headings}
        onChange={(productFamily) => onChange({ productFamily })}
      />
      <EvidenceField
        label={basis.soldAt}
        hint={words.dateHint}
        evidence={sale.soldAt}
        headings={headings}
        onChange={(soldAt) => onChange({ soldAt })}
      />
      <EvidenceField
        label={basis.source}
        hint={words.saleSourceHint}
        choices={ADDRESS_SOURCES.map((source) => ({ value: source, label: basis.sources[source] }))}
        evidence={sale.source}
        headings={headings}
        onChange={(source) => onChange({ source })}
      />
      <EvidenceField
        label={basis.offered}
        hint={words.offeredHint}
        choices={[
          { value: 'yes', label: words.offeredYes },
          { value: 'no', label: words.offeredNo },
        ]}
        evidence={sale.optOutOffered}
        headings={headings}
        onChange={(optOutOffered) => onChange({ optOutOffered })}
      />
      <EvidenceField
        label={basis.evidence}
        hint={words.saleEvidenceHint}
        evidence={sale.evidence}
        headings={headings}
        onChange={(evidence) => onChange({ evidence })}
      />
      {lacks.length > 0 && (
        <p className={`${styles.said} ${styles.warning}`}>
          {words.saleLacks(lacks.map((part) => words.salePart[part]).join(', '))}
        </p>
      )}
    </section>
  )
}
