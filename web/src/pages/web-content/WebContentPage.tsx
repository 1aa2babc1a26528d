// Places on web pages: what each says, to whom, and the lines that a page needs.
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { del } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { Confirm } from '../../parts/Confirm.tsx'
import { CopyText } from '../../parts/CopyText.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { webContentWords } from '../../words/web-content.ts'
import { PlaceForm } from './PlaceForm.tsx'
import styles from './WebContentPage.module.css'
import { contentsQuery, type WebContent } from './web-content.ts'

export function WebContentPage() {
  const words = useWords(webContentWords)
  const formats = useFormats()
  const contents = useQuery(contentsQuery)
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      <PageTop title={words.title} />
      <PageBody>
        <Answer query={contents} what={words.what} level={1}>
          {({ items, script }) => (
            <>
              <PageTitle below={words.detail}>
                {items.length === 0 ? words.none : words.headline(formats.number(items.length), items.length === 1)}
              </PageTitle>
              {items.length > 0 && (
                <>
                  <p className="muted text-13">{words.script}</p>
                  <CopyText text={script} />
                </>
              )}
              {items.map((content) => (
                <Place key={content.id} content={content} />
              ))}
            </>
          )}
        </Answer>
        <div className={styles.add}>
          {isAdding ? (
            <PlaceForm close={() => setAdding(false)} />
          ) : (
            <Button onClick={() => setAdding(true)}>{words.add}</Button>
          )}
        </div>
      </PageBody>
    </>
  )
}

function Place({ content }: { content: WebContent }) {
  const words = useWords(webContentWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const [doing, setDoing] = useState<'change' | 'remove' | null>(null)
  const close = () => setDoing(null)
  const remove = async () => {
    await del(`/web-contents/${content.id}`)
    await queries.invalidateQueries({ queryKey: contentsQuery.queryKey })
  }
  const { name, key, sites, variants, block } = content
  return (
    <section className={styles.place}>
      <h2>{name}</h2>
      {doing === 'change' ? (
        <PlaceForm content={content} close={close} />
      ) : (
        <>
          <p className="small dim">{sites.join(', ')}</p>
          <p>{block.heading}</p>
          {variants.length > 0 && (
            <p className="muted text-13">{words.variants(formats.number(variants.length), variants.length === 1)}</p>
          )}
          <p className="muted text-13">{words.place}</p>
          <CopyText text={`<div data-assent-content="${key}"></div>`} />
          <div className={styles.acts}>
            <Button onClick={() => setDoing('change')}>{words.change}</Button>
            <Button variant="subtle" color="gray" onClick={() => setDoing('remove')}>
              {words.remove}
            </Button>
          </div>
        </>
      )}
      {doing === 'remove' && (
        <Confirm title={words.removeTitle} button={words.remove} act={remove} onClose={close}>
          {words.removeDetail}
        </Confirm>
      )}
    </section>
  )
}
