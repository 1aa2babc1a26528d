// What holds for everybody here: each setting with what it means, what it costs and who may change it.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useMe } from '../../session.ts'
import { useWords } from '../../words/language.tsx'
import { replyWords } from '../../words/replies.ts'
import { settingWords } from '../../words/settings.ts'
import { retentionQuery } from '../replies/replies.ts'
import { LapseSetting } from './LapseSetting.tsx'
import { LinkSetting } from './LinkSetting.tsx'
import { ReplySetting } from './ReplySetting.tsx'
import styles from './SettingsPage.module.css'
import { linkCountingQuery, unusedQuery } from './settings.ts'

export function SettingsPage() {
  const words = useWords(settingWords)
  const me = useMe()
  const unused = useQuery(unusedQuery)
  const links = useQuery(linkCountingQuery)
  const replies = useWords(replyWords)
  const retention = useQuery(retentionQuery)
  const mayChange = me.role === 'admin' || me.role === 'privacy_officer'
  return (
    <>
      <PageTop title={words.title} />
      <PageBody>
        <PageTitle below={mayChange ? words.below : words.belowReader}>{words.headline}</PageTitle>
        <Part title={words.lapse}>
          <Answer query={unused} what={words.lapse}>
            {(data) => <LapseSetting unused={data} mayChange={mayChange} />}
          </Answer>
        </Part>
        <Part title={words.links}>
          <Answer query={links} what={words.links}>
            {(data) => <LinkSetting setting={data} mayChange={mayChange} />}
          </Answer>
        </Part>
        <Part title={replies.retention}>
          <Answer query={retention} what={replies.retention}>
            {({ months }) => <ReplySetting months={months} mayChange={mayChange} />}
          </Answer>
        </Part>
        <Part title={words.elsewhere}>
          <ul className={styles.elsewhere}>
            <Elsewhere href="/settings/sending" name={words.sending} detail={words.sendingDetail} />
            <Elsewhere href="/settings/relays" name={words.relays} detail={words.relaysDetail} />
            <Elsewhere href="/settings/sms" name={words.sms} detail={words.smsDetail} />
            <Elsewhere href="/senders" name={words.browsers} detail={words.browsersDetail} />
            {mayChange && (
              <Elsewhere href="/privacy/processing" name={words.proofTime} detail={words.proofTimeDetail} />
            )}
            <Elsewhere href="/purposes" name={words.purposes} detail={words.purposesDetail} />
          </ul>
        </Part>
      </PageBody>
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Elsewhere({ href, name, detail }: { href: string; name: string; detail: string }) {
  return (
    <li>
      <AppLink className="link" href={href}>
        {name}
      </AppLink>
      <span className="muted">{detail}</span>
    </li>
  )
}
