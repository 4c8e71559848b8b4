// What has changed since the visitor last looked.
