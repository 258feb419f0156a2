import { asOperation } from '../operations/operation.ts'
import { uploadFile, uploadFileOnPortal } from './commands/upload-file.ts'
import { downloadFile, downloadFileOnPortal } from './queries/download-file.ts'

export const fileRoutes = [uploadFile, uploadFileOnPortal, downloadFile, downloadFileOnPortal].map(asOperation)
