// One purpose: who says yes now, and the exact words they read, in every language and every version there has been.
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { post } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { Confirm } from '../../parts/Confirm.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { purposeWords } from '../../words/purposes.ts'
import { NewTextModal } from './NewTextModal.tsx'
import styles from './PurposePage.module.css'
import { type PurposeDetail, peopleWho, purposeQuery } from './purposes.ts'
import { SaidTable } from './SaidTable.tsx'
import { TextList } from './TextList.tsx'
import { Topics } from './Topics.tsx'

export function PurposePage() {
  const words = useWords(purposeWords)
  const { id } = useParams({ from: '/frame/purposes/$id' })
  const purpose = useQuery(purposeQuery(id))
  const [open, setOpen] = useState<'text' | 'retire'>()
  const isActive = purpose.data?.retiredAt === null
  return (
    <>
      <PageTop
        title={purpose.data?.name ?? words.whatOne}
        crumbs={[{ label: words.title, href: '/purposes' }]}
        actions={
          isActive && (
            <>
              <Button onClick={() => setOpen('retire')}>{words.retire}</Button>
              <Button onClick={() => setOpen('text')}>{words.newText}</Button>
            </>
          )
        }
      />
      <PageBody>
        <Answer query={purpose} what={words.whatOne} level={1}>
          {(data) => (
            <>
              <Headline purpose={data} />
              {data.retiredAt !== null && <Note>{words.retiredNote}</Note>}
              <section className={styles.section}>
                <h2>{words.whatTheySaid}</h2>
                <SaidTable purpose={data} />
              </section>
              {data.kind === 'marketing' && <Topics purpose={data} />}
              <section className={styles.section}>
                <h2>{words.whatTheyRead}</h2>
                <TextList texts={data.texts} />
              </section>
              {open === 'text' && <NewTextModal purpose={data} onClose={() => setOpen(undefined)} />}
              {open === 'retire' && <Retire purpose={data} onClose={() => setOpen(undefined)} />}
            </>
          )}
        </Answer>
      </PageBody>
    </>
  )
}

function Headline({ purpose }: { purpose: PurposeDetail }) {
  const words = useWords(purposeWords)
  const formats = useFormats()
  const parts = useWords(partWords)
  const spoken = purpose.counts.filter((counts) => counts.given > 0)
  const buyers = purpose.counts.filter((counts) => counts.customer > 0)
  const about = [
    words.kindDetail[purpose.kind],
    `${words.restsOn[purpose.legalBasis](purpose.productFamily ?? '')}.`,
    `${purpose.validityMonths === null ? words.lastsForEver : words.lasts(formats.number(purpose.validityMonths))}.`,
    ...(purpose.doubleOptIn ? [`${words.isDoubleOptIn}.`] : []),
    ...(purpose.ageLimit === null ? [] : [`${words.isAgeLimited(formats.number(purpose.ageLimit))}.`]),
    `${words.from(purpose.brand.name)}.`,
    `${words.keyIs(purpose.key)}.`,
  ].join(' ')
  return (
    <PageTitle below={about}>
      {spoken.length === 0 && buyers.length > 0
        ? buyers.map(({ channel, customer }, index) => (
            <Fragment key={channel}>
              {index > 0 && ', '}
              <PeopleNumber count={customer} people={peopleWho(purpose.id, 'customer', channel)} />
              {index === 0 ? words.customersBy(customer, parts.channel[channel]) : words.andBy(parts.channel[channel])}
            </Fragment>
          ))
        : spoken.length === 0
          ? words.nobodyYet
          : spoken.map(({ channel, given }, index) => (
              <Fragment key={channel}>
                {index > 0 && ', '}
                <PeopleNumber count={given} people={peopleWho(purpose.id, 'given', channel)} />
                {index === 0 ? words.sayYesBy(given, parts.channel[channel]) : words.andBy(parts.channel[channel])}
              </Fragment>
            ))}
    </PageTitle>
  )
}

function Retire({ purpose, onClose }: { purpose: PurposeDetail; onClose: () => void }) {
  const words = useWords(purposeWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const people = Math.max(...purpose.counts.map((counts) => counts.given + counts.customer))
  const retire = async () => {
    await post(`/purposes/${purpose.id}/retire`)
    await queries.invalidateQueries({ queryKey: ['purposes'] })
  }
  return (
    <Confirm
      title={words.retireTitle(purpose.name)}
      button={words.retireButton(formats.number(people), people === 1)}
      act={retire}
      onClose={onClose}
    >
      {words.retireDetail}
    </Confirm>
  )
}
