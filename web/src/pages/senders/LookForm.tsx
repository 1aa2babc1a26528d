// How the mails of a sender look: logo, colours, font, buttons, website and where else it is found.
import { Button, ColorInput, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { get, put } from '../../api.ts'
import { useMe } from '../../session.ts'
import { useWords } from '../../words/language.tsx'
import { lookWords } from '../../words/look.ts'
import { senderWords } from '../../words/senders.ts'
import { FONTS } from '../campaigns/editor/brand/sender-look.ts'
import { ImageLibrary, imagesQuery } from '../campaigns/ImageLibrary.tsx'
import styles from './SendersPage.module.css'
import { SettingForm } from './SettingForm.tsx'
import { type Sender, sendersQuery } from './senders.ts'

type Look = {
  logoId: string | null
  logoWidth: number
  textColour: string
  backgroundColour: string
  font: string
  buttonRadius: number
  website: string
  social: { name: string; url: string }[]
}

export const lookQuery = (id: string) =>
  queryOptions({ queryKey: ['brands', id, 'look'], queryFn: ({ signal }) => get<Look>(`/brands/${id}/look`, signal) })

const fonts = Object.entries(FONTS).map(([value, { label }]) => ({ value, label }))

const writeSocial = (social: Look['social']) => social.map(({ name, url }) => `${name} ${url}`).join('\n')
const readSocial = (text: string): Look['social'] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const words = line.trim().split(/\s+/)
      const url = words.pop() ?? ''
      return { name: words.join(' '), url }
    })

export function LookForm({ sender, look }: { sender: Sender; look: Look }) {
  const words = useWords(lookWords)
  const { adminOnly } = useWords(senderWords)
  const me = useMe()
  const queries = useQueryClient()
  const [isChoosing, setChoosing] = useState(false)
  const mayChange = me.role !== 'privacy_officer'
  const images = useQuery({ ...imagesQuery, enabled: mayChange })
  const { social, ...values } = look
  const form = useForm({ initialValues: { ...values, social: writeSocial(social), colour: sender.colour } })
  const save = useMutation({
    mutationFn: async ({ social: said, colour, ...chosen }: ReturnType<typeof form.getValues>) => {
      await put(`/brands/${sender.id}/look`, { ...chosen, website: chosen.website.trim(), social: readSocial(said) })
      const { id, ...fields } = sender
      if (me.role === 'admin' && colour !== sender.colour) await put(`/brands/${id}`, { ...fields, colour })
    },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: lookQuery(sender.id).queryKey }),
        queries.invalidateQueries({ queryKey: sendersQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ['preview'] }),
      ]),
  })
  const logo = images.data?.items.find(({ id }) => id === form.values.logoId)
  return (
    <SettingForm
      onSubmit={form.onSubmit((chosen) => save.mutate(chosen))}
      save={save}
      saved={words.saved}
      readOnly={mayChange ? null : adminOnly}
    >
      <p className="small dim">{words.detail}</p>
      <div className={styles.logo}>
        {logo ? (
          <img src={new URL(logo.address).pathname} alt={logo.alt || words.logo} width={form.values.logoWidth} />
        ) : (
          <p className="small dim">{words.noLogo}</p>
        )}
        {mayChange && (
          <Button size="xs" onClick={() => setChoosing(true)}>
            {words.choose}
          </Button>
        )}
        {mayChange && form.values.logoId !== null && (
          <Button size="xs" variant="subtle" onClick={() => form.setFieldValue('logoId', null)}>
            {words.takeOut}
          </Button>
        )}
      </div>
      {form.values.logoId !== null && (
        <NumberInput
          label={words.logoWidth}
          min={20}
          max={600}
          readOnly={!mayChange}
          {...form.getInputProps('logoWidth')}
        />
      )}
      <ColorInput label={words.colour} format="hex" readOnly={me.role !== 'admin'} {...form.getInputProps('colour')} />
      <ColorInput label={words.textColour} format="hex" readOnly={!mayChange} {...form.getInputProps('textColour')} />
      <ColorInput
        label={words.backgroundColour}
        format="hex"
        readOnly={!mayChange}
        {...form.getInputProps('backgroundColour')}
      />
      <Select
        label={words.font}
        data={fonts}
        allowDeselect={false}
        readOnly={!mayChange}
        {...form.getInputProps('font')}
      />
      <NumberInput
        label={words.radius}
        min={0}
        max={40}
        readOnly={!mayChange}
        {...form.getInputProps('buttonRadius')}
      />
      <TextInput label={words.website} type="url" readOnly={!mayChange} {...form.getInputProps('website')} />
      <Textarea
        label={words.social}
        description={words.socialHint}
        autosize
        minRows={2}
        readOnly={!mayChange}
        {...form.getInputProps('social')}
      />
      {isChoosing && (
        <ImageLibrary
          onClose={() => setChoosing(false)}
          onUse={({ id }) => {
            form.setFieldValue('logoId', id)
            setChoosing(false)
          }}
        />
      )}
    </SettingForm>
  )
}
