import re
from tests.admin.test_story_form import *
def test_show() -> None:
    story = make_article(body=document(paragraph("Words to be read.")))
    page = login("Reporter").get(address(story)).content.decode()
    i=page.find('id="content-main"'); print(re.sub(r"\s+"," ",page[i:i+2500]))
    assert 0
