// Where a gateway is and how one gets in. Secrets are written anew or left as they are; they never come back to the page.
import { NumberInput, PasswordInput, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { AddForm } from '../../parts/AddForm.tsx'
import { gatewayWords } from '../../words/gateways.ts'
import { useWords } from '../../words/language.tsx'
import styles from '../relays/RelaysPage.module.css'
import {
  addGateway,
  changeGateway,
  GATEWAYS,
  type Gateway,
  type GatewayChange,
  type GatewayKind,
  gatewaysQuery,
} from './gateways.ts'

const URLS: Record<GatewayKind, string> = {
  gatewayapi: 'https://messaging.gatewayapi.eu/mobile/single',
  twilio: 'https://api.twilio.com',
  json: '',
}
const numberOf = (value: string | number) => (value === '' ? null : Number(value))

export function GatewayForm({ gateway }: { gateway?: Gateway }) {
  const words = useWords(gatewayWords)
  const form = useForm({
    initialValues: {
      name: gateway?.name ?? '',
      gateway: gateway?.gateway ?? ('gatewayapi' as GatewayKind),
      url: gateway?.url ?? URLS.gatewayapi,
      account: gateway?.account ?? '',
      token: '',
      callSecret: '',
      weight: (gateway?.weight ?? 1) as number | string,
      perSecond: (gateway?.perSecond ?? '') as number | string,
      perDay: (gateway?.perDay ?? '') as number | string,
    },
    validate: {
      name: (name) => (name.trim() === '' ? words.nameNeeded : null),
      url: (url) => (url.trim() === '' ? words.urlNeeded : null),
    },
  })
  const { gateway: kind } = form.values
  const changeOf = (values: ReturnType<typeof form.getValues>): GatewayChange => {
    const { name, url, token, callSecret } = values
    return {
      ...{ name, gateway: values.gateway, url },
      account: values.account.trim() || null,
      ...(token !== '' && { token }),
      ...(callSecret !== '' && { callSecret }),
      ...{ weight: Number(values.weight), perSecond: numberOf(values.perSecond), perDay: numberOf(values.perDay) },
    }
  }
  const choose = (value: string | null) => {
    const chosen = GATEWAYS.find((one) => one === value)
    if (!chosen) return
    if (form.values.url === URLS[kind]) form.setFieldValue('url', URLS[chosen])
    form.setFieldValue('gateway', chosen)
  }
  return (
    <AddForm
      form={form}
      add={(values): Promise<unknown> => (gateway ? changeGateway(gateway.id) : addGateway)(changeOf(values))}
      listKey={gatewaysQuery.queryKey}
      begin={gateway ? words.change : words.add}
      send={gateway ? words.save : words.add}
      isWide
    >
      <TextInput label={words.name} autoComplete="off" {...form.getInputProps('name')} />
      <Select
        label={words.kind}
        allowDeselect={false}
        data={GATEWAYS.map((value) => ({ value, label: words.kinds[value] }))}
        {...form.getInputProps('gateway')}
        onChange={choose}
      />
      <TextInput
        label={words.url}
        description={kind === 'json' ? words.urlHint : undefined}
        placeholder="https://sms.example.com/messages"
        autoComplete="off"
        {...form.getInputProps('url')}
      />
      {kind === 'twilio' && <TextInput label={words.account} autoComplete="off" {...form.getInputProps('account')} />}
      <PasswordInput
        label={words.token}
        description={gateway ? words.secretKept : words.tokenHint}
        autoComplete="new-password"
        {...form.getInputProps('token')}
      />
      {kind !== 'twilio' && (
        <PasswordInput
          label={words.callSecret}
          description={gateway?.takesCalls ? words.secretKept : words.callSecretHint}
          autoComplete="new-password"
          {...form.getInputProps('callSecret')}
        />
      )}
      <div className={styles.row}>
        <NumberInput label={words.perSecond} min={1} {...form.getInputProps('perSecond')} />
        <NumberInput label={words.perDay} min={1} {...form.getInputProps('perDay')} />
        <NumberInput label={words.weight} min={1} max={100} {...form.getInputProps('weight')} />
      </div>
    </AddForm>
  )
}
