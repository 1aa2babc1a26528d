// One workflow: what is live with the people on it, and the draft that may follow it. On a phone it is read as a list.
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { useWords } from '../../words/language.tsx'
import { workflowWords } from '../../words/workflows.ts'
import { DraftEditor } from './DraftEditor.tsx'
import { LiveView } from './LiveView.tsx'
import { choicesQuery, workflowQuery } from './workflow.ts'

export function WorkflowPage() {
  const words = useWords(workflowWords)
  const { workflowId = '' } = useParams({ strict: false })
  const workflow = useQuery(workflowQuery(workflowId))
  const choices = useQuery(choicesQuery)
  const isPhone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false }) ?? false
  const [isEditing, setEditing] = useState(false)
  const [notice, setNotice] = useState<string>()
  if (!workflow.data)
    return (
      <>
        <PageTop title={words.title} />
        <PageBody>
          <Answer query={workflow} what={words.workflow} level={1}>
            {() => null}
          </Answer>
        </PageBody>
      </>
    )
  const { data } = workflow
  const newest = data.versions[0]
  if (!newest || (isEditing && !isPhone))
    return (
      <DraftEditor
        key={data.id}
        workflow={data}
        choices={choices.data}
        isPhone={isPhone}
        onLeave={newest ? () => setEditing(false) : undefined}
        onPublished={(version) => {
          setEditing(false)
          setNotice(words.published(String(version)))
        }}
      />
    )
  return (
    <LiveView
      workflow={data}
      choices={choices.data}
      isPhone={isPhone}
      notice={notice}
      onEdit={() => {
        setNotice(undefined)
        setEditing(true)
      }}
    />
  )
}
