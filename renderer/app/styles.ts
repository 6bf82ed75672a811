// In layers, so that the application's own styles win whatever the order in which files are loaded.
import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './base.css'
import '../ui/print/print.css'
