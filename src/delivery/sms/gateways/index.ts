// Every gateway, by its name.
import type { Gateway, GatewayKind } from '../gateway.ts'
import { gatewayapi } from './gatewayapi.ts'
import { json } from './json.ts'
import { twilio } from './twilio.ts'

export const gateways: Record<GatewayKind, Gateway> = { json, gatewayapi, twilio }
