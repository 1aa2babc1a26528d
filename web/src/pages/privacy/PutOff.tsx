// The two answers that are not what was asked for: later, once, and no. Each with its ground, and told to the person.
import { Button, Modal, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { requestWords } from '../../words/requests.ts'
import styles from './Requests.module.css'
import { type RequestDetail, type Told, toldOf, useAct } from './requests.ts'
import { mayMail, ToldField } from './ToldField.tsx'

type Way = 'extend' | 'refuse'

export function PutOff({ request }: { request: RequestDetail }) {
  const words = useWords(requestWords)
  const [way, setWay] = useState<Way | null>(null)
  const mayExtend = request.extendedAt === null && new Date(request.dueAt) > new Date()
  return (
    <>
      {mayExtend && <Button onClick={() => setWay('extend')}>{words.later}</Button>}
      <Button onClick={() => setWay('refuse')}>{words.refuse}</Button>
      {way && <PutOffModal key={way} request={request} way={way} onClose={() => setWay(null)} />}
    </>
  )
}

function PutOffModal({ request, way, onClose }: { request: RequestDetail; way: Way; onClose: () => void }) {
  const words = useWords(requestWords)
  const parts = useWords(partWords)
  const [ground, setGround] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [told, setTold] = useState<Told>(mayMail(request) ? 'mail' : null)
  const act = useAct(request.id, way)
  const all: Record<string, string> = way === 'extend' ? words.extensionGround : words.refusalGround
  // Once it is known who asks, not knowing it is no ground.
  const grounds = Object.entries(all).filter(([value]) => value !== 'identity' || request.status === 'identity')
  return (
    <Modal
      opened
      onClose={onClose}
      title={way === 'extend' ? words.laterTitle : words.refuseTitle}
      closeButtonProps={{ 'aria-label': parts.cancel }}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          act.mutate({ ground, words: note, told: toldOf(told) }, { onSuccess: onClose })
        }}
      >
        <p className="muted">{way === 'extend' ? words.laterDetail : words.refuseDetail}</p>
        <Select
          label={words.ground}
          placeholder={words.choose}
          value={ground}
          onChange={setGround}
          data={grounds.map(([value, label]) => ({ value, label }))}
        />
        <Textarea
          label={words.note}
          description={words.noteHint}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <ToldField request={request} value={told} onChange={setTold} />
        {act.isError && <ErrorLine error={act.error} />}
        <div className={styles.buttons}>
          <Button type="submit" variant="filled" disabled={!ground || told === null || act.isPending}>
            {way === 'extend' ? words.tell : words.tellNo}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {parts.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
