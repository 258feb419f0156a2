import { asOperation } from '../operations/operation.ts'
import { getMail } from './queries/get-mail.ts'
import { listMails } from './queries/list-mails.ts'

export const noticeRoutes = [listMails, getMail].map(asOperation)
