// One segment: read in words, built as a tree, counted condition by condition; beside it who of them may be reached.
import { ActionIcon, Button, Menu, Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDots } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { del, post, put } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useLanguage, useWords } from '../../words/language.tsx'
import { segmentWords } from '../../words/segments.ts'
import { ConditionTree } from './ConditionTree.tsx'
import { InPlainWords } from './InPlainWords.tsx'
import styles from './SegmentPage.module.css'
import { SegmentSide } from './SegmentSide.tsx'
import { type Group, isWhole, previewSegment, segmentQuery, vocabularyQuery } from './segments.ts'

/** ms without a change before it is counted. */
const QUIET_MS = 350
const EVERYBODY: Group = { kind: 'all', conditions: [] }

export function SegmentPage() {
  const words = useWords(segmentWords)
  const { id = 'new' } = useParams({ strict: false })
  const segment = useQuery({ ...segmentQuery(id), enabled: id !== 'new' })
  if (id === 'new') return <Builder key="new" saved={{ name: '', definition: EVERYBODY }} />
  if (segment.data) return <Builder key={id} id={id} saved={segment.data} />
  return (
    <>
      <PageTop title={words.whatOne} crumbs={[{ label: words.title, href: '/segments' }]} />
      <PageBody>
        <Answer query={segment} what={words.whatOne} level={1}>
          {() => null}
        </Answer>
      </PageBody>
    </>
  )
}

type Saved = { name: string; definition: Group }

function Builder({ id, saved }: { id?: string; saved: Saved }) {
  const words = useWords(segmentWords)
  const { language } = useLanguage()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [name, setName] = useState(saved.name)
  const [tree, setTree] = useState<Group>(saved.definition)
  const [settled] = useDebouncedValue(tree, QUIET_MS)
  const vocabulary = useQuery(vocabularyQuery(language))
  const preview = useQuery({
    queryKey: ['segment-preview', settled, language],
    queryFn: () => previewSegment(settled),
    enabled: isWhole(settled),
    placeholderData: keepPreviousData,
  })
  const refresh = () =>
    Promise.all(['segments', 'segment'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  const save = useMutation({
    mutationFn: () => {
      const draft = { name, definition: tree }
      return id ? put<{ id: string }>(`/segments/${id}`, draft) : post<{ id: string }>('/segments', draft)
    },
    onSuccess: async (answer) => {
      await refresh()
      if (!id) await navigate({ to: '/segments/$id', params: { id: answer.id }, replace: true })
    },
  })
  const remove = useMutation({
    mutationFn: () => del(`/segments/${id}`),
    onSuccess: async () => {
      await navigate({ to: '/segments' })
      await refresh()
    },
  })
  const isSaved = id !== undefined && name === saved.name && JSON.stringify(tree) === JSON.stringify(saved.definition)
  return (
    <>
      <PageTop
        title={saved.name || words.newSegment}
        crumbs={[{ label: words.title, href: '/segments' }]}
        actions={
          <>
            <span className={`${styles.saved} small dim`} role="status">
              {isSaved ? words.saved : words.notSaved}
            </span>
            <Button
              className={styles.main}
              variant="filled"
              disabled={isSaved || save.isPending || name.trim() === '' || !isWhole(tree)}
              onClick={() => save.mutate()}
            >
              {words.save}
            </Button>
            {id && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon size={32} aria-label={words.more}>
                    <IconDots size={16} stroke={1.5} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => remove.mutate()}>{words.removeSegment}</Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </>
        }
      />
      <PageBody isWide>
        <div className={styles.page}>
          <div className={styles.builder}>
            <InPlainWords pieces={preview.data?.sentence} />
            <TextInput
              className={styles.nameField}
              label={words.name}
              value={name}
              maxLength={200}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            {save.isError && <ErrorLine error={save.error} />}
            {preview.isError && <ErrorLine error={preview.error} />}
            {vocabulary.data && (
              <ConditionTree tree={tree} vocabulary={vocabulary.data} preview={preview.data} onChange={setTree} />
            )}
          </div>
          <SegmentSide id={isSaved ? id : undefined} tree={settled} preview={preview} />
        </div>
      </PageBody>
      <Modal opened={remove.isError} onClose={() => remove.reset()} title={words.notDone}>
        <ErrorLine error={remove.error} />
      </Modal>
    </>
  )
}
