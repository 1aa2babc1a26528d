// Where answers to the mails of a sender go: to the inbox here, or to the sender's own address.
import { Radio, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Note } from '../../parts/Tag.tsx'
import { useMe } from '../../session.ts'
import { useWords } from '../../words/language.tsx'
import { replyWords } from '../../words/replies.ts'
import { senderWords } from '../../words/senders.ts'
import { type ReplyChoice, replyChoiceQuery, saveReplyChoice } from '../replies/replies.ts'
import { SettingForm } from './SettingForm.tsx'

export function ReplyForm({ brandId, choice }: { brandId: string; choice: ReplyChoice }) {
  const words = useWords(replyWords)
  const senders = useWords(senderWords)
  const me = useMe()
  const queries = useQueryClient()
  const [goesTo, setGoesTo] = useState(choice.goesTo)
  const save = useMutation({
    mutationFn: () => saveReplyChoice(brandId, goesTo),
    onSuccess: () => queries.invalidateQueries({ queryKey: replyChoiceQuery(brandId).queryKey }),
  })
  const mayChange = me.role === 'admin' || me.role === 'marketer'
  return (
    <SettingForm
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
      save={save}
      saved={words.placeSaved}
      readOnly={mayChange ? null : senders.marketerOnly}
    >
      {choice.domain === null && <Note tone="near">{words.noDomain}</Note>}
      <Radio.Group
        label={words.place}
        description={words.placeHint}
        value={goesTo}
        onChange={(value) => setGoesTo(value === 'inbox' ? 'inbox' : 'own')}
        readOnly={!mayChange}
      >
        <Stack gap={8} mt={8}>
          <Radio value="inbox" label={words.places.inbox} disabled={!mayChange} />
          <Radio value="own" label={words.places.own(choice.ownAddress)} disabled={!mayChange} />
        </Stack>
      </Radio.Group>
    </SettingForm>
  )
}
