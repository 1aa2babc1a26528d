// A condition may hold an address in clear, of somebody who is being erased. Today none can be saved with one
// (check-definition.ts); what is older is masked with its owner's erasure.
import { type Eraser, maskTexts } from '../consent/index.ts'
import { Prisma } from '../platform/database.ts'
import { definitionSchema } from './definition.ts'

export const eraseConditions: Eraser = async (tx, contactIds) => {
  const addresses = await tx.identity.findMany({
    where: { contactId: { in: [...contactIds] }, kind: { not: 'visitor' } },
  })
  const texts = addresses.map((address) => address.value)
  const rows = await tx.$queryRaw<{ id: string; definition: unknown }[]>(Prisma.sql`
    select id, definition from segment where exists (select from unnest(${texts}::text[]) as text (value)
      where strpos(lower(definition::text), lower(text.value)) > 0) order by id`)
  for (const { id, definition } of rows)
    await tx.segment.update({
      where: { id },
      data: { definition: definitionSchema.parse(maskTexts(definition, texts)) },
    })
}
