// merkle: the inclusion and consistency proofs of transparency-dev/merkle, right ones and wrong ones. Our verifiers must
// come to the verdict that stands beside each (RFC 6962).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyConsistency, verifyInclusion } from '../src/consent/proof/merkle.ts'
import { countCases, type Outcome } from './suite.ts'

type Case = { name: string; wantErr: boolean; proof: string[] | null }
type InclusionCase = Case & { leafIdx: number; treeSize: number; root: string | null; leafHash: string | null }
type ConsistencyCase = Case & { size1: number; size2: number; root1: string | null; root2: string | null }

const bytes = (base64: string | null) => Buffer.from(base64 ?? '', 'base64')
const proofOf = (each: Case) => (each.proof ?? []).map(bytes)

export async function run(data: string): Promise<Outcome> {
  const read = (file: string) => JSON.parse(readFileSync(join(data, 'merkle', file), 'utf8'))
  const inclusion = await countCases<InclusionCase>(
    read('inclusion.json'),
    ({ name }) => `inclusion ${name}`,
    (each) => {
      const { leafIdx: index, treeSize: size } = each
      const proof = { index, size, hashes: proofOf(each), root: bytes(each.root) }
      return verifyInclusion(bytes(each.leafHash), proof) === !each.wantErr
    },
  )
  const consistency = await countCases<ConsistencyCase>(
    read('consistency.json'),
    ({ name }) => `consistency ${name}`,
    (each) => {
      const earlier = { size: each.size1, root: bytes(each.root1) }
      const later = { size: each.size2, root: bytes(each.root2) }
      return verifyConsistency(earlier, later, proofOf(each)) === !each.wantErr
    },
  )
  return {
    passed: inclusion.passed + consistency.passed,
    failed: inclusion.failed + consistency.failed,
    failures: [...inclusion.failures, ...consistency.failures],
  }
}
