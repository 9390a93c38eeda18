import { parkadeApp } from './parkade-app.ts';

// What `cdk synth` and `cdk deploy` run (cdk.json).
parkadeApp().synth();
