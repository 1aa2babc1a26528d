// The public face of receipts: who hands them out, and who checks them.
export { receiptPages } from './pages.ts'
export { receiptKind } from './receipt-kind.ts'
export { receiptRoutes } from './routes.ts'
export { findJws, RECEIPT_CHECKS, type ReceiptCheck, type ReceiptVerdict, verifyReceipt } from './verify-receipt.ts'
