// Where a relay is and how one gets in. The password is written anew or left as it is; it never comes back to the page.
import { NumberInput, PasswordInput, Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWords } from '../../words/language.tsx'
import { relayWords } from '../../words/relays.ts'
import { OpenForm } from './OpenForm.tsx'
import styles from './RelaysPage.module.css'
import { addRelay, changeRelay, ENCRYPTIONS, type Encryption, type Relay, type RelayChange } from './relays.ts'

const PORTS: Record<Encryption, number> = { starttls: 587, tls: 465, none: 25 }

export function RelayForm({ relay }: { relay?: Relay }) {
  const words = useWords(relayWords)
  const form = useForm({
    initialValues: {
      name: relay?.name ?? '',
      host: relay?.host ?? '',
      port: (relay?.port ?? PORTS.starttls) as number | string,
      encryption: (relay?.encryption ?? 'starttls') as Encryption,
      username: relay?.username ?? '',
      password: '',
      authority: relay?.authority ?? '',
      weight: (relay?.weight ?? 1) as number | string,
    },
    validate: {
      name: (name) => (name.trim() === '' ? words.nameNeeded : null),
      host: (host) => (host.trim() === '' ? words.hostNeeded : null),
    },
  })
  const changeOf = (values: ReturnType<typeof form.getValues>): RelayChange => {
    const { name, host, encryption, password } = values
    const username = values.username.trim() || null
    const isKept = password === '' && username !== null && relay?.hasPassword === true
    return {
      ...{ name, host, encryption, username },
      ...(isKept ? {} : { password: password || null }),
      authority: values.authority.trim() || null,
      ...{ port: Number(values.port), weight: Number(values.weight) },
    }
  }
  const chooseEncryption = (encryption: string | null) => {
    const chosen = ENCRYPTIONS.find((one) => one === encryption)
    if (!chosen) return
    if (Object.values(PORTS).includes(Number(form.values.port))) form.setFieldValue('port', PORTS[chosen])
    form.setFieldValue('encryption', chosen)
  }
  return (
    <OpenForm
      form={form}
      changeOf={changeOf}
      save={relay ? changeRelay(relay.id) : addRelay}
      begin={relay ? words.change : words.add}
      send={relay ? words.save : words.add}
    >
      <TextInput label={words.name} autoComplete="off" {...form.getInputProps('name')} />
      <TextInput label={words.host} placeholder="smtp.example.com" autoComplete="off" {...form.getInputProps('host')} />
      <div className={styles.row}>
        <Select
          label={words.encryption}
          allowDeselect={false}
          data={ENCRYPTIONS.map((value) => ({ value, label: words.encryptions[value] }))}
          {...form.getInputProps('encryption')}
          onChange={chooseEncryption}
        />
        <NumberInput label={words.port} min={1} max={65_535} hideControls {...form.getInputProps('port')} />
        <NumberInput label={words.weight} min={1} max={100} {...form.getInputProps('weight')} />
      </div>
      <p className="small dim">{words.weightHint}</p>
      <TextInput label={words.username} autoComplete="off" {...form.getInputProps('username')} />
      <PasswordInput
        label={words.password}
        description={relay?.hasPassword ? words.passwordKept : words.passwordHint}
        autoComplete="new-password"
        {...form.getInputProps('password')}
      />
      <Textarea
        label={words.authority}
        description={words.authorityHint}
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('authority')}
      />
    </OpenForm>
  )
}
