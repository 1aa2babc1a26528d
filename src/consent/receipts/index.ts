// The public face of receipts: who hands them out, and who checks them.
export { findReceiptFacts, type ReceiptFacts } from './find-receipt-facts.ts'
export { makeReceipt } from './make-receipt.ts'
export { receiptPages } from './pages.ts'
export { receiptKind } from './receipt-kind.ts'
export { renderReceiptFile } from './render-receipt-file.ts'
export { receiptRoutes } from './routes.ts'
export { findJws, RECEIPT_CHECKS, type ReceiptCheck, type ReceiptVerdict, verifyReceipt } from './verify-receipt.ts'
