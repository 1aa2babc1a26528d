// What may stand in the place of a yes, or become one: sales, and what partners say. Shown to whoever may enter them.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Answer } from '../../parts/Answer.tsx'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { basisWords } from '../../words/basis.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { purposesQuery } from '../purposes/purposes.ts'
import styles from './Basis.module.css'
import { AttachProof, NewCollected, NewSale } from './BasisForms.tsx'
import { type Collected, collectedQuery, salesQuery } from './basis.ts'

export function Basis({ contactId }: { contactId: string }) {
  const words = useWords(basisWords)
  const formats = useFormats()
  const sales = useQuery(salesQuery(contactId))
  const collected = useQuery(collectedQuery(contactId))
  const purposes = useQuery(purposesQuery)
  const [open, setOpen] = useState<'sale' | 'collected' | Collected>()
  const active = purposes.data?.items.filter((purpose) => purpose.retiredAt === null) ?? []
  const forCustomers = active.filter((purpose) => purpose.legalBasis === 'existing_customer')
  const close = () => setOpen(undefined)
  const day = (at: string) => formats.longDate(new Date(at))
  return (
    <section className={styles.basis} aria-label={words.title}>
      <h2>{words.title}</h2>
      <Answer query={collected} what={words.what} bars={[{ width: '60%' }]} level={3}>
        {({ items }) => (
          <ul className={styles.list}>
            {items.map((item) => (
              <li key={item.seq}>
                <ConsentMark state="asked" />
                <div>
                  <b>{words.collected(item.collector, item.purpose.name, day(item.occurredAt))}</b>
                  <p className="text-13 muted">{words.noProof(item.source)}</p>
                </div>
                <Button size="compact-sm" onClick={() => setOpen(item)}>
                  {words.attach}
                </Button>
              </li>
            ))}
            {sales.data?.items.map((sale) => (
              <li key={sale.id}>
                <ConsentMark state="customer" />
                <div>
                  <b>{words.bought(sale.productFamily, day(sale.soldAt))}</b>
                  <p className="text-13 muted">{sale.evidence}</p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Answer>
      <div className={styles.buttons}>
        {forCustomers.length > 0 && <Button onClick={() => setOpen('sale')}>{words.addSale}</Button>}
        {active.length > 0 && <Button onClick={() => setOpen('collected')}>{words.addCollected}</Button>}
      </div>
      {open === 'sale' && <NewSale contactId={contactId} purposes={forCustomers} onClose={close} />}
      {open === 'collected' && <NewCollected contactId={contactId} purposes={active} onClose={close} />}
      {typeof open === 'object' && <AttachProof contactId={contactId} seq={open.seq} onClose={close} />}
    </section>
  )
}
