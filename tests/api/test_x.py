def test_x(anyone, organizer, program):
    for p in ["/", "/openapi.json","/events/","/events/kdd-2023/","/events/kdd-2023/sessions/?limit=2","/events/kdd-2023/sessions/?lang=zh-hans&limit=1&q=推理","/events/kdd-2023/sessions/mlg-tang/","/speakers/?limit=2","/speakers/peng-zhang/","/organizations/?limit=2&lang=en","/organizations/zhipu-ai/","/events/kdd-2023/rooms/?limit=2","/events/kdd-2023/tracks/?limit=2","/events/kdd-2023/topics/?limit=2","/events/kdd-2023/releases/","/events/nope/","/nope/","/events/kdd-2023/sessions/?limit=x&lang=zh-hans","/events/kdd-2023/speakers/?q=zhang&limit=1","/events/kdd-2023/organizations/?limit=1"]:
        a = anyone.get(p)
        print(p, a.status_code, dict(a.headers), a.content.decode()[:1500], "\n")
    for m in ["PUT","OPTIONS","HEAD"]:
        a = anyone.ask(m, "/events/")
        print(m, a.status_code, dict(a.headers), a.content)
    path="/events/kdd-2023/sessions/mlg-tang/"
    print(anyone.ask("PATCH", path, {}).content.decode())
    for d in [{"title": {"en": "X"}}, {"title": {"en": ""}, "start":"2020-01-01T00:00:00Z","end":"2019-01-01T00:00:00Z"}, {"roo": 1, "start": 5}, {"room": "zz"}, {"people":[{"speaker":"peng-zhang","role":"x"}]}, {"people":[{"speaker":"peng-zhang","role":"chair", "position": {"en":"P"}}], "tags": ["reasoning"], "resources":[{"kind":"slides","url":"https://a.example/"}]}]:
        a = organizer.change(path, d)
        print(d, a.status_code, dict(a.headers), a.content.decode()[:1800], "\n")
    a=organizer.create("/events/kdd-2023/sessions/", {"slug":"new","title":{"en":"New"}})
    print(a.status_code, dict(a.headers), a.content.decode())
    a=organizer.delete("/events/kdd-2023/sessions/new/")
    print(a.status_code, dict(a.headers), a.content.decode())
    a=organizer.delete("/speakers/peng-zhang/")
    print(a.status_code, dict(a.headers), a.content.decode())
    assert 0
