// Above the inbox: people who were handed over, and have since been erased, corrected or restricted. What is to be done is
// said in a sentence, and confirmed; that it was shown is noted once.
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { get, post } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { leadNoticeWords } from '../../words/lead-notices.ts'
import styles from './Notices.module.css'

type Notice = {
  id: string
  type: 'erased' | 'rectified' | 'restricted' | 'unrestricted'
  about: string | null
  at: string
  deliveredAt: string | null
}

export function Notices() {
  const queries = useQueryClient()
  const notices = useQuery({
    queryKey: ['notices'],
    queryFn: ({ signal }) => get<{ items: Notice[] }>('/notices', signal),
  })
  const items = notices.data?.items ?? []
  const unseen = items.filter((notice) => notice.deliveredAt === null).map((notice) => notice.id)
  const { mutate: noteShown } = useMutation({
    mutationFn: (ids: string[]) => post('/notices/delivered', { ids }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  })
  const key = unseen.join(' ')
  useEffect(() => {
    if (key !== '') noteShown(key.split(' '))
  }, [key, noteShown])
  if (items.length === 0) return null
  return (
    <ul className={styles.notices}>
      {items.map((notice) => (
        <Line key={notice.id} notice={notice} />
      ))}
    </ul>
  )
}

function Line({ notice }: { notice: Notice }) {
  const words = useWords(leadNoticeWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const confirm = useMutation({
    mutationFn: () => post(`/notices/${notice.id}/confirm`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  })
  return (
    <li>
      <p>
        <b>{words.title[notice.type](notice.about ?? words.somebody)}</b>
        <span className="small dim"> {formats.shortDate(new Date(notice.at), new Date())}</span>
      </p>
      <p className="text-13 muted">{words.detail[notice.type]}</p>
      {confirm.isError && <ErrorLine error={confirm.error} />}
      <Button size="xs" w="fit-content" disabled={confirm.isPending} onClick={() => confirm.mutate()}>
        {words.confirm[notice.type]}
      </Button>
    </li>
  )
}
