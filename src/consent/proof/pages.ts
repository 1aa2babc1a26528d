// What anybody may fetch to check a proof: the public keys and the newest signed head of the log. Names no person.
import { Router } from 'express'
import { DomainError } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { originOf, verifierKeyOf } from './checkpoint.ts'
import { findPublicKeys, jwkOf } from './signing-keys.ts'
import { findHead } from './witness/cosigned-head.ts'

/**
 * The keys are a JWK set (RFC 7517) in which each also stands as verifiers of signed notes take it. The head comes with the
 * signatures of those who cosigned it, whose keys are named too, but should be had from themselves.
 */
export function proofPages({ db, config }: Services): Router {
  const router = Router()
  router.get('/.well-known/assent-keys.json', async (_request, response) => {
    const origin = originOf(config.publicUrl)
    const keys = (await findPublicKeys(db)).map((key) => ({
      ...jwkOf(key.bytes),
      kid: key.kid,
      alg: 'EdDSA',
      use: 'sig',
      version: key.version,
      verifier: verifierKeyOf(origin, key),
    }))
    const witness = config.outside?.witness
    response.json({ keys, witnesses: witness ? [witness.key] : [] })
  })
  router.get('/.well-known/assent-checkpoint.txt', async (_request, response) => {
    const newest = await findHead(db, { above: -1, cosigned: false })
    if (!newest) throw new DomainError('not_found', 'The log of consent is not signed yet. Ask again in a minute.')
    response.type('text/plain').send(newest.note)
  })
  return router
}
