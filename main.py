from desktop_app.bootstrap import main

raise SystemExit(main())
